"""A document as the review page works on it: fields in the paper's order, doubts beside them."""

from collections.abc import Mapping, Sequence

from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.record import Doubt, Field, Source
from ocr_service.exports.record_json import box_json
from ocr_service.schema.document_type import THRESHOLD, DocumentType, FieldSpec
from ocr_service.understanding.check import KEYED_DIFFERENTLY
from ocr_service.web.answers import Json, tag_of, written
from ocr_service.web.values import cells, choices, shown

SURE = 0.97  # so likely right that nobody needs to look
MANY_LINES = ("list", "text", "address", "place", "agency", "table")


def paper_json(
    document: Document,
    seen: Document,
    dossier: Dossier,
    known: DocumentType | None,
    keyed: Mapping[str, bool],
) -> Json:
    """``seen``: the document as whoever looks may see it; ``keyed``: the fields that are to be
    keyed unseen, and whether they have.
    """
    specs = known.fields if known else ()
    return {
        "id": document.id,
        "dossier": dossier.id,
        "tag": tag_of(document),
        "type": document.document_type,
        "title": document.title,
        "status": document.status.value,
        "pages": [page_json(document.id, number) for number in document.pages],
        "doubts": of_the_whole(seen.record.doubts, specs),
        "fields": [field_json(spec, seen, keyed) for spec in specs],
    }


def page_json(document_id: str, number: int) -> Json:
    return {"number": number, "picture": f"/api/v1/documents/{document_id}/pages/{number}"}


def of_the_whole(doubts: Sequence[Doubt], specs: Sequence[FieldSpec]) -> list[str]:
    """What is doubted of no field that can be edited."""
    names = {spec.name for spec in specs}
    return [doubt.message for doubt in doubts if doubt.field not in names]


def field_json(spec: FieldSpec, seen: Document, keyed: Mapping[str, bool]) -> Json:
    field = seen.record.field(spec.name)
    doubts = [doubt for doubt in seen.record.doubts if doubt.field == spec.name]
    return {
        "name": spec.name,
        "label": spec.label,
        "kind": spec.kind,
        "required": spec.required,
        "lines": spec.kind in MANY_LINES and not spec.columns,
        "choices": choices(spec),
        "columns": [{"name": it.name, "label": it.label} for it in spec.columns],
        "doubts": [doubt.message for doubt in doubts],
        "differs": any(doubt.code == KEYED_DIFFERENTLY for doubt in doubts),
        "blind": spec.name in keyed,
        "keyed": keyed.get(spec.name, False),
        "found": bool(field or doubts or spec.name in keyed),
        **value_json(field, spec),
    }


def value_json(field: Field | None, spec: FieldSpec) -> Json:
    value = field.value if field else None
    rows = value if isinstance(value, tuple) and spec.columns else ()
    return {
        "value": written(value),
        "shown": shown(value, spec),
        "rows": [cells(row, spec.columns) for row in rows],
        "read": field.text if field else "",
        "sure": certainty(field, spec),
        "percent": round(field.confidence * 100) if field else 0,
        "source": field.source.value if field else "",
        "handwritten": bool(field and field.handwritten),
        "page": field.page if field else 0,
        "box": box_json(field.box) if field else None,
    }


def certainty(field: Field | None, spec: FieldSpec) -> str:
    """How sure its value is, in one of four words; "" where there is none."""
    if field is None or field.value is None:
        return ""
    if field.source is Source.PERSON:
        return "told"
    if field.confidence >= max(SURE, spec.threshold):
        return "sure"
    return "fairly" if field.confidence >= min(spec.threshold, THRESHOLD) else "unsure"
