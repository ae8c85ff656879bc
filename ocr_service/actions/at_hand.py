"""Which papers that a dossier lacks are held already, for the people whose papers lie in it."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from ocr_service.actions.held import Question, Source, held
from ocr_service.actions.own_records import OwnRecords
from ocr_service.domain.calendar import day_of
from ocr_service.domain.dossier import DocumentStatus, Dossier
from ocr_service.domain.reuse import Filed
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.filing import parties_of

MOST_PEOPLE = 4  # husband, wife and their parents; who needs more asks for them one by one


def at_hand(
    dossier: Dossier, lacking: Collection[str], *, own: OwnRecords, catalogue: Catalogue
) -> dict[str, list[Filed]]:
    """By document type, those that hold on the day on which the dossier was received."""
    procedure = catalogue.procedures.get(dossier.procedure_code)
    if procedure is None or not lacking:
        return {}
    narrow = replace(procedure, required=(), one_of=(), optional=tuple(sorted(lacking)))
    day, found = day_of(dossier.received_at), dict[str, dict[str, Filed]]()
    for number in list(dict.fromkeys(numbers_of(dossier, catalogue)))[:MOST_PEOPLE]:
        for paper in held(Question(narrow, (number,), day), own=own, catalogue=catalogue):
            if paper.record and paper.source is Source.RECORD:
                found.setdefault(paper.document_type, {})[paper.record.id] = paper.record
    return {code: list(records.values()) for code, records in found.items()}


def numbers_of(dossier: Dossier, catalogue: Catalogue) -> Iterator[str]:
    """Of those whose papers these are, in their order; bare."""
    for document in dossier.documents:
        known = catalogue.document_types.get(document.document_type)
        if known and document.status is not DocumentStatus.REJECTED:
            yield from (it.number for it in parties_of(document, known) if it.holder and it.number)
