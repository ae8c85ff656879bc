"""What is looked up of a dossier before it is told to the portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.reuse import Filed, Reused


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told of a dossier: its records and who accepted them, by the ids of documents;
    the records of other dossiers that were used in it. ``later``: other dossiers of its code, whose
    papers are told as its own. ``address``: where we are, "" if unknown.
    """

    dossier: Dossier
    later: Sequence[Dossier] = ()
    records: Mapping[str, Filed] = field(default_factory=dict)
    accepted_by: Mapping[str, str] = field(default_factory=dict)
    reused: Sequence[Reused] = ()
    address: str = ""

    @property
    def papers(self) -> Sequence[Document]:
        settled = [it for it in (self.dossier, *self.later) if it.status.settled]
        return tuple(paper for it in settled for paper in it.documents)

    @property
    def procedure_code(self) -> str:
        codes = [it.procedure_code for it in (self.dossier, *self.later) if it.procedure_code]
        return codes[0] if codes else ""
