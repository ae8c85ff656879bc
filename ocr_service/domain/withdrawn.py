"""What is told last of a dossier that is erased: that its papers are gone. Ids and codes only."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

from ocr_service.domain.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """``papers``: the id and the type of each of its own; ``used``: the ids of others' records
    that were used in it.
    """

    dossier_id: str
    received_at: datetime
    dossier_code: str
    procedure_code: str
    agency_code: str
    competent_agency_code: str
    papers: Sequence[Sequence[str]] = ()
    used: Sequence[str] = ()

    @classmethod
    def from_text(cls, text: str) -> Self:
        told = json.loads(text)
        return cls(**{**told, "received_at": datetime.fromisoformat(told["received_at"])})

    def to_text(self) -> str:
        return json.dumps(asdict(self) | {"received_at": self.received_at.isoformat()})

    def dossier(self) -> Dossier:
        """As much of it as is known: it has no papers."""
        return Dossier(
            self.dossier_id,
            received_at=self.received_at,
            dossier_code=self.dossier_code,
            procedure_code=self.procedure_code,
            agency_code=self.agency_code,
            competent_agency_code=self.competent_agency_code,
        )
