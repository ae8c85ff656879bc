"""Which papers a dossier has, of those that its procedure asks for; which are held already."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ocr_service.actions.at_hand import at_hand
from ocr_service.actions.own_records import OwnRecords
from ocr_service.domain.dossier import DocumentStatus, Dossier
from ocr_service.domain.reuse import Filed
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Procedure


class Need(StrEnum):
    REQUIRED = "required"
    ONE_OF = "one_of"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing that is asked for; ``titles``: any of these will do.

    ``used``: a record was used in its place; ``held``: those that might be.
    """

    titles: tuple[str, ...]
    need: Need
    here: bool
    used: bool = False
    held: tuple[Filed, ...] = ()


def papers_of(dossier: Dossier, own: OwnRecords, catalogue: Catalogue) -> list[Paper]:
    """Of the procedure, the required first; nothing for a procedure that nobody knows."""
    procedure = catalogue.procedures.get(dossier.procedure_code)
    if procedure is None:
        return []
    here = {
        it.document_type for it in dossier.documents if it.status is not DocumentStatus.REJECTED
    }
    used = own.used_in(dossier)
    asked = list(asked_of(procedure))
    lacking = {code for codes, _ in asked if (here | used).isdisjoint(codes) for code in codes}
    held = at_hand(dossier, lacking, own=own, catalogue=catalogue)
    return [
        Paper(
            tuple(map(catalogue.label, codes)),
            need,
            here=not here.isdisjoint(codes),
            used=here.isdisjoint(codes) and not used.isdisjoint(codes),
            held=tuple(record for code in codes for record in held.get(code, ())),
        )
        for codes, need in asked
    ]


def asked_of(procedure: Procedure) -> Iterator[tuple[tuple[str, ...], Need]]:
    """Any one of these codes will do, and how much it is needed."""
    yield from (((code,), Need.REQUIRED) for code in procedure.required)
    yield from ((group, Need.ONE_OF) for group in procedure.one_of)
    yield from (((code,), Need.OPTIONAL) for code in procedure.optional)
