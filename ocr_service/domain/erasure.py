"""What is left of a dossier that was erased: who did it, when, why, how much it was; no value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ocr_service.domain.errors import NotFound

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Tombstone:
    """``counts``: how many of each kind were taken away (``files``, ``pages``, ``documents``)."""

    dossier_id: str
    agency_code: str
    erased_at: datetime
    reason: str = ""
    actor_kind: str = ""
    actor_id: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


class Erased(NotFound):
    """It was here, and was erased; nothing brings it back."""

    def __init__(self, dossier_id: str, agency_code: str) -> None:
        super().__init__(f"dossier {dossier_id} was erased")
        self.agency_code = agency_code
