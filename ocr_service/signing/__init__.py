"""Puts the agency's digital signature on PDFs; the only room that knows its key."""

from datetime import datetime
from typing import Protocol

from ocr_service.domain.errors import OcrError
from ocr_service.domain.signing import Signed


class KeyTrouble(OcrError):
    """The agency's key cannot be used; the message says why, to whoever runs the service."""


class Signer(Protocol):
    def sign(self, pdf: bytes, now: datetime) -> Signed:
        """The same bytes with the signature behind them.

        Raises KeyTrouble, and Unavailable when the authority that vouches for the time is silent.
        """
        ...

    def serves(self, agency_code: str) -> bool:
        """Whether copies of that agency's papers are signed with this key."""
        ...

    def certificate(self) -> tuple[str, datetime]:
        """Whom the certificate names, and until when it is good; raises KeyTrouble."""
        ...
