"""Fills a record from the places where a document type says its values stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_service.domain.page import TextSource
from ocr_service.domain.record import Field, Record, Source
from ocr_service.schema.document_type import DocumentType, FieldSpec, Part
from ocr_service.schema.values import Parsed, parse
from ocr_service.understanding import heads, signature
from ocr_service.understanding.confidence import Evidence, by_hand, probability
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.locate import locate
from ocr_service.understanding.marked import joined, marked
from ocr_service.understanding.places import spelt, units
from ocr_service.understanding.sheet import Sheet

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
        chosen, rival = joined(printed(layout, spec), marked(layout, spec), spec)
        if chosen:
            fields.append(_placed(chosen, spec))
        if rival:
            rivals.append(rival)
    return Extraction(Record(tuple(fields)), tuple(rivals))


def printed(layout: Layout, spec: FieldSpec) -> Field | None:
    """The field as printed: the best of the ways to find it, an earlier way before a later."""
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


def _field(layout: Layout, spec: FieldSpec, found: Found) -> Field:
    parsed = _parsed(spec, found.text)
    sheet = layout.sheets[found.sheet]
    text = found.text.lstrip(": ")  # the colon belongs to the label
    told = [token for token in found.tokens if token.plain]
    heard = [token.confidence for token in told]
    penned = [token.confidence for token in told if token.handwritten]
    sure = probability(Evidence(heard, found.label, parsed.sure))
    text_layer = sheet.page.text_source is TextSource.TEXT_LAYER
    return Field(
        name=spec.name,
        label=spec.label,
        value=parsed.value,
        text=" ".join(text.split()) if spec.kind != "list" else text,
        confidence=by_hand(sure, penned) if penned else sure,
        source=Source.TEXT_LAYER if text_layer else Source.OCR,
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
