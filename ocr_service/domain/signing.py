"""Copies that the agency signs, and what its mark on them says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ocr_service.domain.calendar import OFFICE

WHOLE_COPY = "Sao y"  # Nghị định 30/2020/NĐ-CP, Điều 3: a whole copy of the original


class Level(StrEnum):
    """Of PAdES (ETSI EN 319 142-1): with a time that an authority vouches for, or without."""

    B_B = "B-B"
    B_T = "B-T"


@dataclass(frozen=True, slots=True)
class Signed:
    """A PDF with the agency's signature; ``signer``: whom its certificate names."""

    content: bytes
    signer: str
    level: Level


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A signed PDF as it is kept. ``state``: of the document as it was when it was signed."""

    id: str
    document_id: str
    dossier_id: str
    agency_code: str
    signed_at: datetime
    sha256: str
    size: int
    state: str
    signer: str
    level: Level


def mark_of(agency: str, now: datetime) -> str:
    """The kind of copy, who made it, and when: by ISO 8601 in the time of Vietnam.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II: the signature on an electronic copy.
    """
    moment = now.astimezone(OFFICE).isoformat(timespec="seconds")
    return f"{WHOLE_COPY}\n{agency}\n{moment}"
