"""A key on a token, spoken to by PKCS#11; the token is SoftHSM's."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from ocr_service.signing import KeyTrouble
from ocr_service.signing.keys import Token
from ocr_service.signing.pades import Pades
from tests.signing.issued import AGENCY, Held, authority, checked, issued

pytestmark = pytest.mark.slow
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
TOKEN, LABEL, PIN = "UBND", "chu-ky-so", "271126"


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Token:
    """With a key and its certificate on it."""
    (tmp_path / "tokens").mkdir()
    told = tmp_path / "softhsm2.conf"
    told.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(told))
    held = issued(AGENCY, authority())
    key = tmp_path / "key.pem"
    key.write_bytes(
        held.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    util("--init-token", "--free", "--label", TOKEN, "--so-pin", "12345678", "--pin", PIN)
    util("--import", str(key), "--token", TOKEN, "--label", LABEL, "--id", "01", "--pin", PIN)
    with_certificate(held)
    return Token(MODULE, TOKEN, LABEL, PIN)


def util(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)


def with_certificate(held: Held) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    told = decode_x509_certificate(held.asn1.dump())
    its = {pkcs11.Attribute.LABEL: LABEL, pkcs11.Attribute.ID: b"\x01"}
    its[pkcs11.Attribute.TOKEN] = True
    with pkcs11.lib(str(MODULE)).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as open_:
        open_.create_object({**told, **its})


def test_a_key_on_a_token_signs(token: Token, plain: bytes) -> None:
    made = Pades(token).sign(plain, datetime.now(UTC))
    assert made.signer == AGENCY
    assert checked(made.content).bottom_line
    with pytest.raises(KeyTrouble, match="libsofthsm2"):
        Pades(Token(MODULE, TOKEN, LABEL, "000000")).certificate()
    with pytest.raises(KeyTrouble):
        Pades(Token(MODULE, TOKEN, "another", PIN)).certificate()
    with pytest.raises(KeyTrouble, match=r"none\.so"):
        Pades(Token(Path("/none.so"), TOKEN, LABEL, PIN)).certificate()
