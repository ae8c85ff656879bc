"""Which papers a dossier has, of those that its procedure asks for."""

from dataclasses import dataclass
from enum import StrEnum

from ocr_service.domain.dossier import DocumentStatus, Dossier
from ocr_service.schema.catalogue import Catalogue


class Need(StrEnum):
    REQUIRED = "required"
    ONE_OF = "one_of"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing that is asked for; ``titles``: any of these will do."""

    titles: tuple[str, ...]
    need: Need
    here: bool


def papers_of(dossier: Dossier, catalogue: Catalogue) -> list[Paper]:
    """Of the procedure, the required first; nothing for a procedure that nobody knows."""
    procedure = catalogue.procedures.get(dossier.procedure_code)
    if procedure is None:
        return []
    held = {
        it.document_type for it in dossier.documents if it.status is not DocumentStatus.REJECTED
    }
    asked: list[tuple[tuple[str, ...], Need]] = [
        ((code,), Need.REQUIRED) for code in procedure.required
    ]
    asked += [(group, Need.ONE_OF) for group in procedure.one_of]
    asked += [((code,), Need.OPTIONAL) for code in procedure.optional]
    return [
        Paper(tuple(map(catalogue.label, codes)), need, not held.isdisjoint(codes))
        for codes, need in asked
    ]
