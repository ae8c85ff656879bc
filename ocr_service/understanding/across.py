"""Checks a dossier's papers against each other and against the day it came in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ocr_service.domain.dossier import Document, DocumentStatus
from ocr_service.domain.record import Doubt, Field
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.check import UNSURE
from ocr_service.understanding.confidence import agreed
from ocr_service.understanding.people import agreements, disagreements
from ocr_service.understanding.validity import expired


def cross_check(
    documents: Sequence[Document], catalogue: Catalogue, received: date | None = None
) -> tuple[Document, ...]:
    """The documents of one dossier: what two papers say alike is surer, what differs is doubted.

    ``received``: the day the dossier came in, on which its papers must still be valid.
    """
    bearing = agreements(documents, catalogue)
    surer = [
        _borne_out(document, [pair for at, *pair in bearing if at == place], catalogue)
        for place, document in enumerate(documents)
    ]
    doubts = disagreements(documents, catalogue)
    return tuple(
        document.with_doubts(
            [
                *(doubt for at, doubt in doubts if at == place),
                *expired(document, catalogue, received),
            ]
        )
        for place, document in enumerate(surer)
    )


def _borne_out(
    document: Document, pairs: Iterable[Sequence[Field]], catalogue: Catalogue
) -> Document:
    """The document with its fields as sure as the other paper's witness makes them."""
    sure = {mine.name: agreed(mine.confidence, theirs.confidence) for mine, theirs in pairs}
    if not sure:
        return document
    fields = tuple(
        replace(field, confidence=max(field.confidence, sure.get(field.name, 0.0)))
        for field in document.record.fields
    )
    known = catalogue.document_types[document.document_type]
    passed = {
        field.name
        for field in fields
        if (spec := known.field(field.name)) and field.confidence >= spec.threshold
    }
    doubts = tuple(doubt for doubt in document.record.doubts if not _settled(doubt, passed))
    record = replace(document.record, fields=fields, doubts=doubts)
    fresh = document.status is DocumentStatus.NEEDS_REVIEW and not doubts
    return replace(
        document, record=record, status=DocumentStatus.ACCEPTED if fresh else document.status
    )


def _settled(doubt: Doubt, passed: Iterable[str]) -> bool:
    return doubt.code == UNSURE and doubt.field in passed
