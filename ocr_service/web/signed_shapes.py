"""Signed copies as OpenAPI describes them."""

from pydantic import AwareDatetime

from ocr_service.domain.signing import Level
from ocr_service.web.shape import Shape


class SignedCopyShown(Shape):
    """A copy that the agency has signed. ``level``: of PAdES; ``sha256``: of the whole file."""

    id: str
    document_id: str
    signed_at: AwareDatetime
    signer: str
    level: Level
    sha256: str
    size: int
