"""What a paper prints for a field: the best of its places, and the evidence for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_service.domain.page import Page, TextSource
from ocr_service.domain.record import Field, Source, Units, Value
from ocr_service.schema.document_type import IN_ROWS, FieldSpec, Part, Position, Way
from ocr_service.schema.letters import squash
from ocr_service.schema.syllables import NOT_LETTERS, is_spelt
from ocr_service.schema.values import Parsed, parse
from ocr_service.understanding import heads, signature
from ocr_service.understanding.agencies import spelt_agency
from ocr_service.understanding.confidence import Evidence, agreed, probability
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.locate import locate
from ocr_service.understanding.marked import same
from ocr_service.understanding.places import completed, lacks_commune, spelt, spelt_alone, units
from ocr_service.understanding.sheet import Token
from ocr_service.understanding.tables import rows_of

_AS_GOOD = 0.07  # labels this near to the best are as good
_PLACED = ("place", "address")
_WORDED = ("name", "place", "address", "text", "list", "office", "agency", "table")
_ALONE = re.compile(r"(?:^|, )(\w) ")  # a letter alone, where a name begins
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
    value, named = _placed(parsed.value, spec)
    field = _field(spec, value, text, page, told)
    lost = found.damaged or _lacking(spec, value, named)
    evidence = replace(
        _evidence(spec, told, page, value, named),
        label=found.label, sure=parsed.sure, lines=len(found.lines), contested=lost,
    )  # fmt: skip
    return Taken(replace(field, box=found.box, units=named), evidence, _penned(told))


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
        _evidence(spec, told, page, value, ()),
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


def _evidence(
    spec: FieldSpec, told: Sequence[Token], page: Page, value: Value, named: Units
) -> Evidence:
    worded = [token.text for token in told] if spec.kind in _WORDED else []
    letters = [word for text in worded if (word := NOT_LETTERS.sub("", text))]
    return Evidence(
        heard=[token.confidence for token in told],
        label=0.95,
        sure=0.0,
        quality=page.quality,
        known=_known(spec, value, named),
        strange=sum(not is_spelt(word) for word in letters),
        digital=_digital(page),
    )


def _phrase_of(spec: FieldSpec, value: Value) -> str | None:
    """The phrase of the schema that has the letters of the value, whatever their marks."""
    read = squash(str(value)) if spec.known else ""
    return next((phrase for phrase in spec.known if squash(phrase) == read), None)


def _known(spec: FieldSpec, value: Value, named: Units) -> int:
    """Whether the tables know what the value names: 1 yes, -1 no, 0 where nobody can say."""
    if spec.kind == "agency":
        return spelt_agency(str(value))[1]
    if spec.kind not in _PLACED:
        return int(_phrase_of(spec, value) is not None)
    if not named and "," not in str(value):
        return 1 if spelt_alone(str(value))[1] else -1
    if not named or lacks_commune(str(value), named):
        return -1
    since = all(unit.since_2025 for unit in named)
    told = {unit.level for unit in named if unit.since_2025 is since}
    return int({"commune", "province"} <= told)


def _lacking(spec: FieldSpec, value: Value, named: Units) -> bool:
    """Whether a place lacks its end, or holds a letter that is none of its words."""
    if spec.kind not in _PLACED or not isinstance(value, str):
        return False
    return completed(value, named)[1] or any(map(str.islower, _ALONE.findall(value)))


def _penned(told: Sequence[Token]) -> tuple[float, ...]:
    return tuple(token.confidence for token in told if token.handwritten)


def _digital(page: Page) -> bool:
    return page.text_source is TextSource.TEXT_LAYER


def _parsed(spec: FieldSpec, text: str) -> Parsed:
    parsed = parse(spec.kind, text, spec.options)
    if spec.pattern and not re.fullmatch(spec.pattern, str(parsed.value)):
        return Parsed(None)
    return parsed


def _placed(value: Value, spec: FieldSpec) -> tuple[Value, Units]:
    """A place as its units are spelt, and the units it names."""
    if not isinstance(value, str) or spec.kind not in (*_PLACED, "agency"):
        return _phrase_of(spec, value) or value, ()
    if spec.kind == "agency":
        return spelt_agency(value)[0], ()
    if spec.kind == "place" and "," not in value:
        value = spelt_alone(value)[0]
    whole, _ = completed(value, units(value))
    named = units(whole)
    return spelt(whole, named), named
