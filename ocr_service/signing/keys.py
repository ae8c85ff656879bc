"""Where the agency's key lies: in a PKCS#12 file, or on a token that PKCS#11 speaks to."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pyhanko.sign.signers import Signer, SimpleSigner

from ocr_service.signing import KeyTrouble


class Keys(Protocol):
    def opened(self) -> AbstractContextManager[Signer]:
        """What signs, for as long as it is held; raises KeyTrouble."""
        ...


@dataclass(frozen=True)
class KeyFile:
    """A PKCS#12 file. It is read each time, so that a new one counts at once."""

    path: Path
    passphrase: str

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        try:
            signer = SimpleSigner.load_pkcs12_data(
                self.path.read_bytes(), [], self.passphrase.encode()
            )
        except (OSError, ValueError, AttributeError) as why:  # the last: without key or certificate
            raise KeyTrouble(f"{self.path}: no key that this passphrase opens ({why})") from why
        yield signer


@dataclass(frozen=True)
class Token:
    """A key and its certificate, both called ``label``, on the token of that name."""

    module: Path
    token: str
    label: str
    pin: str

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        try:
            from pyhanko.config.pkcs11 import TokenCriteria
            from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
        except ImportError as missing:
            raise KeyTrouble(f"{missing.msg}: pip install 'ocr-service[sign]'") from missing
        from pkcs11.exceptions import PKCS11Error

        criteria = TokenCriteria(label=self.token) if self.token else None
        pin = self.pin or None
        try:
            with open_pkcs11_session(
                str(self.module), token_criteria=criteria, user_pin=pin
            ) as session:
                yield PKCS11Signer(session, cert_label=self.label, other_certs_to_pull=None)
        except (PKCS11Error, RuntimeError) as why:  # also while it signs
            told = str(why) or type(why).__name__
            raise KeyTrouble(f"{self.module}: {told}") from why
