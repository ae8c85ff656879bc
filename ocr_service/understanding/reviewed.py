"""Lays a person's word upon what was understood of a paper; the checks then look at it again."""

from collections.abc import Collection
from dataclasses import replace

from ocr_service.domain.dossier import Document, DocumentStatus
from ocr_service.domain.record import Doubt, Field, Record, Source
from ocr_service.domain.review import Answer, Review, Verdict
from ocr_service.schema.document_type import DocumentType, FieldSpec
from ocr_service.understanding.check import UNSURE_TYPE, check
from ocr_service.understanding.places import units

PLACES = frozenset({"place", "address"})  # kinds of values that name administrative units


def reviewed(document: Document, review: Review, known: DocumentType | None) -> Document:
    """The document (already of the type that the review says) as the person leaves it.

    What a person accepts is no longer in doubt, whatever the rules say: they hold the paper.
    """
    before = document.record
    record = answered(document, review.answers, known) if known else before
    if review.verdict is Verdict.ACCEPTED:
        record = replace(record, doubts=())
    elif known is not None:
        doubts = still_open(before, record, known, bool(review.document_type))
        raised = [doubt for doubt in review.doubts if doubt not in doubts]
        record = replace(record, doubts=(*doubts, *raised))
    return replace(document, record=record, status=DocumentStatus(review.verdict))


def answered(document: Document, answers: Collection[Answer], known: DocumentType) -> Record:
    """The record with the answers in it, its fields in the order of their type."""
    fields = {field.name: field for field in document.record.fields}
    for answer in answers:
        if spec := known.field(answer.field):
            fields[spec.name] = told_by_person(answer, spec, fields.get(spec.name), document)
    ordered = [fields[spec.name] for spec in known.fields if spec.name in fields]
    return replace(document.record, fields=tuple(ordered))


def told_by_person(
    answer: Answer, spec: FieldSpec, before: Field | None, document: Document
) -> Field:
    """Where it stands stays known, unless the person shows another place."""
    shown = answer.box is not None
    page = before.page if before else document.pages[0]
    return Field(
        spec.name,
        spec.label,
        answer.value,
        answer.text,
        confidence=1.0,
        source=Source.PERSON,
        page=answer.page if shown else page,
        box=answer.box if shown else before.box if before else None,
        units=units(str(answer.value)) if spec.kind in PLACES and answer.value else (),
        handwritten=bool(before and before.handwritten),
    )


def still_open(
    before: Record, record: Record, known: DocumentType, type_told: bool
) -> tuple[Doubt, ...]:
    """What the checks find now; and what they never found themselves (other sources, other papers,
    bad pages), of fields that no person has spoken of.
    """
    found = check(record, known).doubts
    own = check(before, known).doubts
    by_person = {field.name for field in record.fields if field.source is Source.PERSON}
    carried = [
        doubt
        for doubt in before.doubts
        if doubt not in own
        and doubt not in found
        and doubt.field not in by_person
        and not (type_told and doubt.code == UNSURE_TYPE)
    ]
    return (*found, *carried)
