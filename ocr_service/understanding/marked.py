"""What the machine-readable signs of a document say, set beside what is printed."""

from dataclasses import replace

from rapidfuzz import fuzz

from ocr_service.domain.page import Box, MarkKind
from ocr_service.domain.record import Field, Source, Value
from ocr_service.schema.document_type import DocumentType, FieldSpec
from ocr_service.schema.letters import fold
from ocr_service.schema.values import parse
from ocr_service.understanding.confidence import agreed
from ocr_service.understanding.layout import Layout
from ocr_service.understanding.machine_zone import elements
from ocr_service.understanding.sheet import Sheet

_SIGN = 0.985  # a code is right or does not decode; it may still be another person's
_ZONE = 0.97
_MENDED = 0.93  # where a sign of the zone was read wrong and set right by its check digits
_LIKE = 88.0


def marked(layout: Layout, spec: FieldSpec) -> Field | None:
    """The field as a code or a machine-readable zone tells it; the code comes first."""
    if spec.qr is not None and (field := _from_code(layout, spec, spec.qr)):
        return field
    return _from_zone(layout, spec) if spec.mrz else None


def speaks_of(sheet: Sheet, document_type: DocumentType) -> bool:
    """Whether a code or a zone on the page reads as the fields of the type, three at least."""
    told = 0
    for mark in sheet.page.marks:
        parts = mark.text.split("|") if mark.kind is MarkKind.QR else []
        zone = elements(mark.text) if mark.kind is MarkKind.MRZ else {}
        for spec in document_type.fields:
            coded = parts[spec.qr] if spec.qr is not None and 6 <= len(parts) > spec.qr else ""
            text = coded or zone.get(spec.mrz, "")
            told += parse(spec.kind, text, spec.options).value is not None
    return told >= 3


def _from_code(layout: Layout, spec: FieldSpec, part: int) -> Field | None:
    """A part of a card's code: number|old number|name|born|sex|residence|issued."""
    for sheet in layout.sheets:
        for mark in sheet.page.marks:
            parts = mark.text.split("|") if mark.kind is MarkKind.QR else []
            if len(parts) >= 6 and part < len(parts) and parts[part].strip():
                return _field(spec, parts[part].strip(), Source.QR, sheet.page.number, mark.box)
    return None


def _from_zone(layout: Layout, spec: FieldSpec) -> Field | None:
    for sheet in layout.sheets:
        for mark in sheet.page.marks:
            zone = elements(mark.text) if mark.kind is MarkKind.MRZ else {}
            if told := zone.get(spec.mrz):
                field = _field(spec, told, Source.MRZ, sheet.page.number, mark.box)
                sure = _MENDED if mark.repaired else _ZONE
                return field and replace(field, confidence=sure)
    return None


def _field(spec: FieldSpec, text: str, source: Source, page: int, box: Box | None) -> Field | None:
    parsed = parse(spec.kind, text, spec.options)
    if parsed.value is None:
        return None
    sure = _SIGN if source is Source.QR else _ZONE
    return Field(spec.name, spec.label, parsed.value, text, sure, source, page, box)


def joined(
    printed: Field | None, sign: Field | None, spec: FieldSpec
) -> tuple[Field | None, Field | None]:
    """The field to keep, and the rival where the two sources differ."""
    if sign is None:
        return printed, None
    if printed is None or printed.value is None:
        return _where_printed(_unmarked(sign, spec), printed), None
    if not same(printed.value, sign.value):
        if sign.source is Source.MRZ and printed.confidence > sign.confidence:
            return printed, sign
        return _where_printed(sign, printed), printed
    sure = agreed(printed.confidence, sign.confidence)
    if sign.source is Source.MRZ and isinstance(printed.value, str) and spec.kind == "name":
        # The zone drops the marks of letters: the print tells them, the zone the letters.
        return replace(printed, confidence=max(printed.confidence, min(sure, 0.97))), None
    return replace(_where_printed(sign, printed), confidence=sure), None


def _unmarked(sign: Field, spec: FieldSpec) -> Field:
    """A name known from the zone alone lacks its marks, and is likely wrong as it stands."""
    if sign.source is Source.MRZ and spec.kind == "name":
        return replace(sign, confidence=0.3)
    return sign


def _where_printed(sign: Field, printed: Field | None) -> Field:
    """What the sign says, shown where it is printed, so that a person can compare."""
    if printed is None or printed.box is None:
        return sign
    return replace(sign, text=printed.text, page=printed.page, box=printed.box)


def same(one: Value, other: Value) -> bool:
    """Whether two readings mean the same, but for marks of letters, order and short forms."""
    if one == other:
        return True
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    plain, rival = fold(one), fold(other)
    if any(letter.isdigit() for letter in plain[:4]) and plain[:4] != rival[:4]:
        return False
    return plain == rival or (len(plain) > 12 and fuzz.token_set_ratio(plain, rival) >= _LIKE)
