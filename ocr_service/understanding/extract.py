"""Fills a record from the places where a document type says its values stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_service.domain.page import Page, TextSource
from ocr_service.domain.record import Field, Record, Source
from ocr_service.schema.document_type import DocumentType, FieldSpec, Part, Position, Way
from ocr_service.schema.values import Parsed, parse
from ocr_service.understanding import heads, signature
from ocr_service.understanding.confidence import Evidence, agreed, by_hand, probability
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.locate import locate
from ocr_service.understanding.marked import joined, marked, same
from ocr_service.understanding.places import spelt, units
from ocr_service.understanding.sheet import Sheet
from ocr_service.understanding.tables import rows_of

_AS_GOOD = 0.07  # labels this near to the best are as good
_PLACED = ("place", "address")
_ = (heads, signature)  # loaded, so that their positions register


@dataclass(frozen=True, slots=True)
class Extraction:
    """A record, and what other sources said where they said something else."""

    record: Record
    rivals: tuple[Field, ...] = ()


def extract(sheets: Sequence[Sheet], document_type: DocumentType | None) -> Extraction:
    """The fields found; one whose label does not stand on the pages is left out."""
    if document_type is None:
        return Extraction(Record())
    layout = Layout(document_type, tuple(sheets))
    fields: list[Field] = []
    rivals: list[Field] = []
    for spec in document_type.fields:
        stated, other = twice_told(layout, spec, printed(layout, spec))
        chosen, rival = joined(stated, marked(layout, spec), spec)
        if chosen:
            fields.append(_placed(chosen, spec))
        rivals += [each for each in (other, rival) if each]
    return Extraction(Record(tuple(fields)), tuple(rivals))


def printed(layout: Layout, spec: FieldSpec) -> Field | None:
    """The field as printed: the best of the ways to find it, an earlier way before a later."""
    if spec.columns:
        return _tabled(layout, spec)
    empty: Field | None = None
    for way in spec.ways:
        places = [(found, _field(layout, spec, found)) for found in locate(layout, spec, way)]
        told = [(found.label, field) for found, field in places if field.value is not None]
        if told and way.part in (Part.FIRST, Part.LAST):
            return told[0][1]
        if told:
            nearest = max(label for label, _ in told) - _AS_GOOD
            sound = [field for label, field in told if label >= nearest]
            return max(sound, key=lambda field: round(field.confidence, 1))
        empty = empty or next((field for _, field in places), None)
    return empty


def twice_told(
    layout: Layout, spec: FieldSpec, field: Field | None
) -> tuple[Field | None, Field | None]:
    """The field with what the paper says of it once more, and the rival where the two differ.

    Dates and sums stand on papers in figures and in words. The words nearest below count.
    """
    if not spec.repeated or field is None:
        return field, None
    way = Way(Position.RIGHT_OF, spec.repeated, within=spec.ways[0].within if spec.ways else "")
    told = [_field(layout, spec, found) for found in locate(layout, spec, way)]
    said = [each for each in told if each.value is not None and _follows(field, each)]
    if not said:
        return field, None
    nearest = min(said, key=lambda each: (each.page, each.box.top if each.box else 1.0))
    if field.value is None:
        return nearest, None
    if not same(field.value, nearest.value):
        return field, nearest
    return replace(field, confidence=agreed(field.confidence, nearest.confidence)), None


def _follows(field: Field, other: Field) -> bool:
    """Whether the other stands on the line of the field or below it."""
    if field.box is None or other.box is None or other.page != field.page:
        return other.page >= field.page
    return other.box.bottom > field.box.top


def _tabled(layout: Layout, spec: FieldSpec) -> Field | None:
    rows = rows_of(layout, spec)
    if rows is None:
        return None
    page = layout.sheets[rows.sheet].page
    told = [token for token in rows.tokens if token.plain]
    sure = probability(Evidence([token.confidence for token in told], 0.95, rows.sure))
    penned = [token.confidence for token in told if token.handwritten]
    return Field(
        name=spec.name,
        label=spec.label,
        value=rows.values,
        text=rows.text,
        confidence=by_hand(sure, penned) if penned else sure,
        source=_source(page),
        page=page.number,
        box=rows.box,
        handwritten=bool(penned),
    )


def _source(page: Page) -> Source:
    return Source.TEXT_LAYER if page.text_source is TextSource.TEXT_LAYER else Source.OCR


def _field(layout: Layout, spec: FieldSpec, found: Found) -> Field:
    parsed = _parsed(spec, found.text)
    sheet = layout.sheets[found.sheet]
    text = found.text.lstrip(": ")  # the colon belongs to the label
    told = [token for token in found.tokens if token.plain]
    heard = [token.confidence for token in told]
    penned = [token.confidence for token in told if token.handwritten]
    sure = probability(Evidence(heard, found.label, parsed.sure))
    return Field(
        name=spec.name,
        label=spec.label,
        value=parsed.value,
        text=" ".join(text.split()) if spec.kind != "list" else text,
        confidence=by_hand(sure, penned) if penned else sure,
        source=_source(sheet.page),
        page=sheet.page.number,
        box=found.box,
        handwritten=bool(penned),
    )


def _parsed(spec: FieldSpec, text: str) -> Parsed:
    parsed = parse(spec.kind, text, spec.options)
    if spec.pattern and not re.fullmatch(spec.pattern, str(parsed.value)):
        return Parsed(None)
    return parsed


def _placed(field: Field, spec: FieldSpec) -> Field:
    """A place with the units it names."""
    if spec.kind not in _PLACED or not isinstance(field.value, str):
        return field
    named = units(field.value)
    return replace(field, value=spelt(field.value, named), units=named)
