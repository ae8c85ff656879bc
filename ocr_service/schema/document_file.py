"""A document type as its file in schemas/documents tells it."""

import re
from collections.abc import Mapping

from ocr_service.schema.document_type import (
    RULES,
    Clue,
    Column,
    Comparison,
    DocumentType,
    FieldSpec,
    Part,
    Person,
    Position,
    Recognition,
    Region,
    Way,
)
from ocr_service.schema.entries import Entries
from ocr_service.schema.values import KINDS

# Positions that are told by the page alone and need no label.
_UNLABELLED = (
    Position.HEAD, Position.TITLE, Position.UNDER_TITLE, Position.SIGNATURE, Position.PHRASE,
    Position.TABLE, Position.BLOCKS,
)  # fmt: skip
_IN_ROWS = (Position.TABLE, Position.BLOCKS)
_POSITIONS = tuple(Position)
_WAY_KEYS = ("region", "within", "until", "lines", "part")
_FIELD_KEYS = (
    "label", "kind", "required", "threshold", "options", "pattern", "qr", "mrz", "find",
    "columns", "repeated",
)  # fmt: skip
_RECOGNITION_KEYS = (
    "titles", "beginnings", "clues", "needed", "unless", "untitled", "ends_signed", "later",
)  # fmt: skip
_PERSON_KEYS = ("name", "date_of_birth", "sex", "number")


def document_type(entries: Entries) -> DocumentType:
    """Read one document type; its code is the file's name."""
    entries.only("title", "recognise", "sections", "stops", "fields", "comparisons", "people")
    sections = entries.inner("sections")
    fields = entries.inner("fields")
    if not fields.given:
        raise entries.wrong("fields", "missing")
    known = DocumentType(
        code=entries.file.stem,
        title=entries.text("title"),
        recognition=_recognition(entries.inner("recognise")),
        fields=tuple(
            _field(fields.at(name, given), name, frozenset(sections.given))
            for name, given in fields.given.items()
        ),
        sections={name: sections.texts(name) for name in sections.given},
        stops=entries.texts("stops"),
        comparisons=tuple(_comparison(entries, one) for one in entries.many("comparisons")),
        people=_people(entries.inner("people")),
    )
    _check_names(entries, known)
    return known


def _recognition(entries: Entries) -> Recognition:
    entries.only(*_RECOGNITION_KEYS)
    if not entries.given.get("titles") and not entries.given.get("beginnings"):
        raise entries.wrong("titles", "missing: a type is told by its titles or their beginnings")
    return Recognition(
        titles=entries.texts("titles"),
        beginnings=entries.texts("beginnings"),
        clues=_clues(entries, "clues"),
        needed=entries.number("needed", 3.0),
        unless=entries.texts("unless"),
        untitled=entries.flag("untitled"),
        ends_signed=entries.flag("ends_signed"),
        later=_clues(entries, "later"),
    )


def _clues(entries: Entries, key: str) -> tuple[Clue, ...]:
    given = entries.given.get(key, [])
    if not isinstance(given, list):
        raise entries.wrong(key, "must be a list")
    return tuple(_clue(entries, f"{key}[{place}]", one) for place, one in enumerate(given))


def _clue(entries: Entries, key: str, given: object) -> Clue:
    if isinstance(given, str):
        return Clue(given)
    told = entries.at(key, given)
    told.only("phrase", "weight", "region")
    region = told.choice("region", Region, Region.ANYWHERE)
    return Clue(told.text("phrase"), told.number("weight", 1.0), region)


def _field(entries: Entries, name: str, sections: frozenset[str]) -> FieldSpec:
    entries.only(*_FIELD_KEYS, *_POSITIONS, *_WAY_KEYS)
    kind = entries.text("kind")
    if kind not in KINDS:
        raise entries.wrong("kind", f"there is no {kind!r}; known: {', '.join(sorted(KINDS))}")
    threshold = entries.number("threshold", 0.8)
    if not 0 < threshold <= 1:
        raise entries.wrong("threshold", "must lie between 0 and 1")
    ways = _ways(entries, sections)
    return FieldSpec(
        name=name,
        label=entries.text("label"),
        kind=kind,
        ways=ways,
        required=entries.flag("required"),
        threshold=threshold,
        options=_options(entries, kind),
        pattern=_pattern(entries),
        qr=int(entries.number("qr", 0)) if "qr" in entries.given else None,
        mrz=entries.text("mrz") if "mrz" in entries.given else "",
        columns=_columns(entries, kind, ways),
        repeated=entries.texts("repeated"),
    )


def _columns(entries: Entries, kind: str, ways: tuple[Way, ...]) -> tuple[Column, ...]:
    told = entries.inner("columns")
    in_rows = bool(ways) and all(way.position in _IN_ROWS for way in ways)
    if not (kind == "table") == bool(told.given) == in_rows:
        raise entries.wrong("columns", "belong to the kind table, found by table or blocks")
    return tuple(_column(told.at(name, given), name) for name, given in told.given.items())


def _column(entries: Entries, name: str) -> Column:
    entries.only("label", "kind", "headed")
    kind = entries.text("kind")
    if kind not in KINDS or kind in ("table", "choice", "list"):
        raise entries.wrong("kind", f"no kind of a cell: {kind!r}")
    headed = entries.texts("headed")
    if not headed:
        raise entries.wrong("headed", "missing: a column is told by its headings")
    return Column(name, entries.text("label"), kind, headed)


def _ways(entries: Entries, sections: frozenset[str]) -> tuple[Way, ...]:
    """One way written beside the field's other keys, or several under ``find``."""
    beside = [key for key in _POSITIONS if key in entries.given]
    told = [entries] if beside else list(entries.many("find"))
    for one in told if not beside else ():
        one.only(*_POSITIONS, *_WAY_KEYS)
    if not told and "qr" not in entries.given and "mrz" not in entries.given:
        raise entries.wrong("find", "missing: say where the value stands")
    return tuple(_way(one, sections) for one in told)


def _way(entries: Entries, sections: frozenset[str]) -> Way:
    chosen = [key for key in _POSITIONS if key in entries.given]
    if len(chosen) != 1:
        raise entries.wrong("", f"must name one position of: {', '.join(_POSITIONS)}")
    position = Position(chosen[0])
    within = entries.text("within") if "within" in entries.given else ""
    if within and within not in sections:
        raise entries.wrong("within", f"there is no section {within!r}")
    return Way(
        position=position,
        labels=() if position in _UNLABELLED and not isinstance(entries.given[position], list)
        else entries.texts(position),
        region=entries.choice("region", Region, Region.ANYWHERE),
        within=within,
        until=entries.texts("until"),
        lines=int(entries.number("lines", 0)),
        part=entries.choice("part", Part, Part.ALL),
    )  # fmt: skip


def _options(entries: Entries, kind: str) -> Mapping[str, tuple[str, ...]] | None:
    options = entries.inner("options")
    if (kind == "choice") != bool(options.given):
        raise entries.wrong("options", "belong to the kind choice, and to it alone")
    return {name: options.texts(name) for name in options.given} or None


def _pattern(entries: Entries) -> str:
    if "pattern" not in entries.given:
        return ""
    try:
        return re.compile(entries.text("pattern")).pattern
    except re.error as error:
        raise entries.wrong("pattern", f"no regular expression: {error}") from error


def _comparison(parent: Entries, entries: Entries) -> Comparison:
    if len(entries.given) != 1:
        raise parent.wrong(entries.key, "must hold one rule and its fields")
    rule = next(iter(entries.given))
    if rule not in RULES:
        raise entries.wrong(rule, f"there is no such rule; known: {', '.join(RULES)}")
    fields = entries.texts(rule)
    if len(fields) != RULES[rule]:
        raise entries.wrong(rule, f"compares {RULES[rule]} fields")
    return Comparison(rule, fields)


def _people(entries: Entries) -> tuple[Person, ...]:
    found = []
    for role in entries.given:
        told = entries.inner(role)
        told.only(*_PERSON_KEYS)
        parts = {key: told.text(key) for key in told.given}
        found.append(
            Person(role, told.text("name"), **{k: v for k, v in parts.items() if k != "name"})
        )
    return tuple(found)


def _check_names(entries: Entries, known: DocumentType) -> None:
    """Comparisons and people may name only fields of the type."""
    for place, comparison in enumerate(known.comparisons):
        for name in comparison.fields:
            if not known.field(name):
                raise entries.wrong(f"comparisons[{place}]", f"there is no field {name!r}")
    for person in known.people:
        for name in (person.name, person.date_of_birth, person.sex, person.number):
            if name and not known.field(name):
                raise entries.wrong(f"people.{person.role}", f"there is no field {name!r}")
