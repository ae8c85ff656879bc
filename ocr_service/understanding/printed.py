"""What a paper prints for a field: the best of its places, and the evidence for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_service.domain.page import Page, TextSource
from ocr_service.domain.record import Field, Source, Value
from ocr_service.schema.document_type import IN_ROWS, FieldSpec, Part, Position, Way
from ocr_service.schema.syllables import NOT_LETTERS, is_spelt
from ocr_service.schema.values import Parsed, parse
from ocr_service.understanding import heads, signature
from ocr_service.understanding.confidence import Evidence, agreed, probability
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.locate import locate
from ocr_service.understanding.marked import same
from ocr_service.understanding.sheet import Token
from ocr_service.understanding.spelling import spelling
from ocr_service.understanding.tables import rows_of

_AS_GOOD = 0.07  # labels this near to the best are as good
_WORDED = ("name", "place", "address", "text", "list", "office", "agency", "table")
_ = (heads, signature)  # loaded, so that their positions register


@dataclass(frozen=True, slots=True)
class Taken:
    """A field as printed, without its probability yet, and what speaks for it.

    ``penned`` are the probabilities of its words that were written by hand.
    """

    field: Field
    evidence: Evidence
    penned: tuple[float, ...] = ()


def printed(layout: Layout, spec: FieldSpec) -> Taken | None:
    """The field as printed: the best of the ways to find it, an earlier way before a later."""
    if spec.columns and (rows := _tabled(layout, spec)):
        return rows
    empty: Taken | None = None
    for way in (way for way in spec.ways if way.position not in IN_ROWS):
        places = [(found.label, _taken(layout, spec, found)) for found in locate(layout, spec, way)]
        told = [(label, taken) for label, taken in places if taken.field.value is not None]
        if told and way.part in (Part.FIRST, Part.LAST):
            return told[0][1]
        if told:
            nearest = max(label for label, _ in told) - _AS_GOOD
            return _best([taken for label, taken in told if label >= nearest], spec)
        empty = empty or next((taken for _, taken in places), None)
    return empty


def _best(sound: Sequence[Taken], spec: FieldSpec) -> Taken:
    """The likeliest; the first of those that are about as likely."""
    best = max(sound, key=lambda taken: round(probability(spec.kind, taken.evidence), 1))
    others = any(not same(best.field.value, taken.field.value) for taken in sound)
    contested = others or best.evidence.contested
    return replace(best, evidence=replace(best.evidence, contested=contested))


def told_again(
    layout: Layout, spec: FieldSpec, field: Field | None
) -> tuple[Field | None, Field | None]:
    """The field with what the paper says of it once more, and the rival where the two differ.

    Dates and sums stand on papers in figures and in words. The words nearest below count.
    """
    if not spec.repeated or field is None:
        return field, None
    way = Way(Position.RIGHT_OF, spec.repeated, within=spec.ways[0].within if spec.ways else "")
    told = [_taken(layout, spec, found) for found in locate(layout, spec, way)]
    said = [one for one in told if one.field.value is not None and _follows(field, one.field)]
    if not said:
        return field, None
    nearest = min(said, key=lambda one: (one.field.page, one.field.box.top if one.field.box else 1))
    sure = probability(spec.kind, nearest.evidence)
    if field.value is None:
        rival = replace(field, value=field.text) if any(map(str.isalnum, field.text)) else None
        return replace(nearest.field, confidence=sure), rival
    if not same(field.value, nearest.field.value):
        return field, replace(nearest.field, confidence=sure)
    return replace(field, confidence=agreed(field.confidence, sure)), None


def _follows(field: Field, other: Field) -> bool:
    """Whether the other stands on the line of the field or below it."""
    if field.box is None or other.box is None or other.page != field.page:
        return other.page >= field.page
    return other.box.bottom > field.box.top


def _taken(layout: Layout, spec: FieldSpec, found: Found) -> Taken:
    parsed = _parsed(spec, found.hint + found.text)
    text = found.text.lstrip(": ")  # the colon belongs to the label
    text = text if spec.kind == "list" else " ".join(text.split())
    page = layout.sheets[found.sheet].page
    told = [token for token in found.tokens if token.plain]
    spelt = spelling(spec, parsed.value)
    field = _field(spec, spelt.value, text, page, told)
    evidence = replace(
        _evidence(spec, told, page),
        label=found.label, sure=parsed.sure, lines=len(found.lines), known=spelt.known,
        contested=found.damaged or spelt.lost,
    )  # fmt: skip
    return Taken(replace(field, box=found.box, units=spelt.units), evidence, _penned(told))


def _tabled(layout: Layout, spec: FieldSpec) -> Taken | None:
    rows = rows_of(layout, spec)
    if rows is None:
        return None
    page = layout.sheets[rows.sheet].page
    told = [token for token in rows.tokens if token.plain]
    first = spec.columns[0].name
    value: Value = rows.values if spec.kind == "table" else tuple(row[first] for row in rows.values)
    field = replace(_field(spec, value, rows.text, page, told), box=rows.box)
    evidence = replace(
        _evidence(spec, told, page),
        sure=rows.sure, lines=len(rows.values), contested=rows.holed,
    )  # fmt: skip
    return Taken(field, evidence, _penned(told))


def _field(spec: FieldSpec, value: Value, text: str, page: Page, told: Sequence[Token]) -> Field:
    return Field(
        name=spec.name,
        label=spec.label,
        value=value,
        text=text,
        confidence=0.0,
        source=Source.TEXT_LAYER if _digital(page) else Source.OCR,
        page=page.number,
        box=None,
        handwritten=any(token.handwritten for token in told),
    )


def _evidence(spec: FieldSpec, told: Sequence[Token], page: Page) -> Evidence:
    worded = [token.text for token in told] if spec.kind in _WORDED else []
    letters = [word for text in worded if (word := NOT_LETTERS.sub("", text))]
    return Evidence(
        heard=[token.confidence for token in told],
        label=0.95,
        sure=0.0,
        quality=page.quality,
        strange=sum(not is_spelt(word) for word in letters),
        digital=_digital(page),
    )


def _penned(told: Sequence[Token]) -> tuple[float, ...]:
    return tuple(token.confidence for token in told if token.handwritten)


def _digital(page: Page) -> bool:
    return page.text_source is TextSource.TEXT_LAYER


def _parsed(spec: FieldSpec, text: str) -> Parsed:
    parsed = parse(spec.kind, text, spec.options)
    if spec.pattern and not re.fullmatch(spec.pattern, str(parsed.value)):
        return Parsed(None)
    return parsed
