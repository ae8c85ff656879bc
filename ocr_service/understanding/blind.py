"""Which fields of a paper are to be keyed by two people, and the paper without their values."""

from collections.abc import Collection
from dataclasses import replace

from ocr_service.domain.dossier import Document, DocumentStatus
from ocr_service.domain.record import Doubt, Field, Source
from ocr_service.schema.document_type import DocumentType, FieldSpec
from ocr_service.understanding.wording import written

SHORTEST = 2  # letters of a value that would be known again in a sentence
KEY_IT = "Trường này do hai người nhập độc lập; không ai xem trước giá trị đã đọc."


def blind(document: Document, known: DocumentType | None) -> tuple[FieldSpec, ...]:
    """Those that the schema marks, in doubt or by pen, until a person has told them.

    Also of a rejected one: it may be taken up again.
    """
    if known is None or document.status is DocumentStatus.ACCEPTED:
        return ()
    doubted = {doubt.field for doubt in document.record.doubts}
    return tuple(
        spec
        for spec in known.fields
        if spec.keyed_twice and _open(document.record.field(spec.name), spec.name in doubted)
    )


def _open(field: Field | None, doubted: bool) -> bool:
    if field is None:
        return doubted
    return field.source is not Source.PERSON and (doubted or field.handwritten)


def masked(document: Document, names: Collection[str]) -> Document:
    """The document as somebody may see it who is to key these fields."""
    if not names:
        return document
    record = document.record
    hidden = [field for field in record.fields if field.name in names]
    fields = tuple(_without_value(it) if it.name in names else it for it in record.fields)
    doubts = tuple(_without_words(it, names, hidden) for it in record.doubts)
    return replace(document, record=replace(record, fields=fields, doubts=doubts))


def _without_value(field: Field) -> Field:
    return replace(field, value=None, text="", confidence=0.0, units=())


def _without_words(doubt: Doubt, names: Collection[str], hidden: Collection[Field]) -> Doubt:
    """Also a doubt about another field may say what stands in these."""
    told = {text for field in hidden for text in (field.text, written(field.value))}
    tells = any(len(text) >= SHORTEST and text in doubt.message for text in told)
    return replace(doubt, message=KEY_IT) if doubt.field in names or tells else doubt
