"""Copies with the agency's signature, as its receivers check them: pyHanko's and poppler's eyes."""

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pyhanko.sign.validation.status import SignatureCoverageLevel

from ocr_service.courier.timestamps import TimestampAuthority
from ocr_service.domain.calendar import OFFICE
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.signing import Level
from ocr_service.signing import KeyTrouble
from ocr_service.signing.keys import KeyFile
from ocr_service.signing.pades import Pades
from tests.exports.pdfa import faults
from tests.signing.issued import AGENCY, PASSPHRASE, authority, checked, clock, issued, key_file

NOW = datetime.now(UTC).replace(microsecond=0)
MM = 72 / 25.4


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyFile:
    path = tmp_path_factory.mktemp("keys") / "agency.p12"
    return KeyFile(key_file(path, issued(AGENCY, authority())), PASSPHRASE)


@pytest.fixture(scope="module")
def signed(plain: bytes, keys: KeyFile) -> bytes:
    made = Pades(keys).sign(plain, NOW)
    assert (made.signer, made.level) == (AGENCY, Level.B_B)
    return made.content


def pdfsig(content: bytes, folder: Path) -> str:
    """What poppler says of it."""
    path = folder / "signed.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False)
    return told.stdout


def test_it_is_whole_trusted_and_behind_the_same_bytes(
    plain: bytes, signed: bytes, tmp_path: Path
) -> None:
    assert signed.startswith(plain)
    status = checked(signed)
    assert status.bottom_line
    assert status.trusted
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    told = pdfsig(signed, tmp_path)
    assert "Signature Validation: Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert AGENCY in told


def test_whatever_is_changed_afterwards_is_told(signed: bytes, tmp_path: Path) -> None:
    at = signed.index(b"stream") + 100
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert not checked(changed).intact
    assert "Digest Mismatch" in pdfsig(changed, tmp_path)
    with pikepdf.open(BytesIO(signed)) as file:
        file.pages[0].Rotate = 180
        out = BytesIO()
        file.save(out)
    assert not checked(out.getvalue()).bottom_line


def test_another_authority_is_not_believed(plain: bytes, tmp_path: Path) -> None:
    own = key_file(tmp_path / "own.p12", issued(AGENCY, None))
    status = checked(Pades(KeyFile(own, PASSPHRASE)).sign(plain, NOW).content)
    assert status.intact
    assert not status.trusted


def test_the_mark_stands_at_the_top_right_in_black_of_10_points(signed: bytes) -> None:
    with pymupdf.open(stream=signed) as file:
        sheet = file[0]
        (widget,) = sheet.widgets()
        assert widget.rect.x1 == pytest.approx(sheet.rect.width - 15 * MM, abs=1)
        assert 0 < widget.rect.y0 < widget.rect.y1 < 20 * MM  # above a letter's text
        assert not list(file[1].widgets())
        spans = [
            span
            for block in file[0].get_text("dict", clip=widget.rect)["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            if "OCRMark" in span["font"]
        ]
    moment = NOW.astimezone(OFFICE).isoformat()
    rows = [span["text"] for span in spans]
    assert rows == ["Sao y", AGENCY, moment]
    assert moment.endswith("+07:00")
    assert {(round(span["size"], 1), span["color"]) for span in spans} == {(10.0, 0)}


def test_it_is_pdf_a_still(plain: bytes, signed: bytes) -> None:
    assert faults(plain) == []
    assert faults(signed) == []


def test_an_authority_vouches_for_the_time(plain: bytes, keys: KeyFile) -> None:
    with clock(login="ubnd:hidden") as url:
        made = Pades(keys, "UBND", TimestampAuthority(url, "ubnd", "hidden").ask).sign(plain, NOW)
    assert made.level is Level.B_T
    status = checked(made.content)
    assert status.bottom_line
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.trusted
    assert faults(made.content) == []


def test_without_the_authority_nothing_is_signed(plain: bytes, keys: KeyFile) -> None:
    """Nor is its address told, which may hold a key."""
    with clock(broken=True) as url, pytest.raises(Unavailable, match="500") as told:
        Pades(keys, "", TimestampAuthority(f"{url}?key=hidden").ask).sign(plain, NOW)
    with pytest.raises(Unavailable, match="ConnectError") as silent:
        TimestampAuthority("http://127.0.0.1:1/?key=hidden").ask(b"")
    assert "hidden" not in str(told.value) + str(silent.value)


def test_a_key_that_cannot_be_used_is_named(plain: bytes, tmp_path: Path) -> None:
    held = issued(AGENCY, authority(), days=1)
    path = key_file(tmp_path / "old.p12", held)
    with pytest.raises(KeyTrouble, match="good to"):
        Pades(KeyFile(path, PASSPHRASE)).sign(plain, NOW)
    with pytest.raises(KeyTrouble, match=r"old\.p12"):
        Pades(KeyFile(path, "another")).certificate()
    with pytest.raises(KeyTrouble, match=r"none\.p12"):
        Pades(KeyFile(tmp_path / "none.p12", PASSPHRASE)).sign(plain, NOW)
