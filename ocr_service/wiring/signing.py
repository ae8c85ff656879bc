"""What signs copies, as the settings say. Who never signs loads nothing for it."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ocr_service.config import Settings
from ocr_service.courier.timestamps import TimestampAuthority
from ocr_service.domain.access import lineage
from ocr_service.domain.signing import Signed
from ocr_service.signing import KeyTrouble, Signer

if TYPE_CHECKING:
    from ocr_service.signing.keys import Keys
    from ocr_service.signing.pades import Pades

EVERY_AGENCY = "*"  # of OCR_SIGN_FOR
EXTRA = "pip install 'ocr-service[sign]'"


def signer_of(settings: Settings) -> Signer | None:
    """None where no key is set: then nothing is signed."""
    if settings.sign_pkcs12 is None and settings.sign_pkcs11_module is None:
        return None
    return LateSigner(settings)


class LateSigner:
    """A Signer that loads pyHanko when it is first asked for something: that takes half a second.

    Raises KeyTrouble, too, where it is not installed.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def sign(self, pdf: bytes, now: datetime) -> Signed:
        return self._signer.sign(pdf, now)

    def serves(self, agency_code: str) -> bool:
        """A key that nobody said whose it is signs in nobody's name."""
        whose = self._settings.sign_for
        return whose == EVERY_AGENCY or (whose != "" and whose in lineage(agency_code))

    def certificate(self) -> tuple[str, datetime]:
        return self._signer.certificate()

    @cached_property
    def _signer(self) -> "Pades":
        try:
            from ocr_service.signing.pades import Pades
        except ImportError as missing:
            raise KeyTrouble(f"{missing.msg}: {EXTRA}") from missing
        url = self._settings.sign_tsa_url
        name, password = self._settings.sign_tsa_user, self._settings.sign_tsa_password
        ask = TimestampAuthority(url, name, password.get_secret_value()).ask if url else None
        return Pades(keys_of(self._settings), self._settings.sign_agency, ask)


def keys_of(settings: Settings) -> "Keys":
    """A file, if one is named, else a token; raises KeyTrouble."""
    from ocr_service.signing.keys import KeyFile, Token

    if settings.sign_pkcs12 is not None:
        return KeyFile(settings.sign_pkcs12, settings.sign_passphrase.get_secret_value())
    if settings.sign_pkcs11_module is None or not settings.sign_pkcs11_label:
        raise KeyTrouble("OCR_SIGN_PKCS11_MODULE and OCR_SIGN_PKCS11_LABEL name no key")
    return Token(
        settings.sign_pkcs11_module,
        settings.sign_pkcs11_token,
        settings.sign_pkcs11_label,
        settings.sign_pkcs11_pin.get_secret_value(),
    )
