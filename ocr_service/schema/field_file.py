"""A field of a document type as its file tells it: where it stands, and what it holds."""

import re
from collections.abc import Mapping

from ocr_service.schema.document_type import (
    IN_ROWS,
    THRESHOLD,
    Column,
    FieldSpec,
    Names,
    Part,
    Position,
    Region,
    Way,
)
from ocr_service.schema.entries import Entries
from ocr_service.schema.values import KINDS

# Positions that are told by the page alone and need no label.
_UNLABELLED = (
    Position.HEAD, Position.TITLE, Position.UNDER_TITLE, Position.SIGNATURE, Position.PHRASE,
    Position.ALONE, Position.TABLE, Position.BLOCKS,
)  # fmt: skip
_POSITIONS = tuple(Position)
_WAY_KEYS = ("region", "within", "until", "lines", "part")
_FIELD_KEYS = (
    "label", "kind", "required", "threshold", "options", "pattern", "qr", "mrz", "find",
    "columns", "repeated", "known", "keyed_twice", "names",
)  # fmt: skip


def field(entries: Entries, name: str, sections: frozenset[str]) -> FieldSpec:
    """Read one field of a type; ``sections`` are those that its ways may name."""
    entries.only(*_FIELD_KEYS, *_POSITIONS, *_WAY_KEYS)
    kind = entries.text("kind")
    if kind not in KINDS:
        raise entries.wrong("kind", f"there is no {kind!r}; known: {', '.join(sorted(KINDS))}")
    ways = _ways(entries, sections)
    return FieldSpec(
        name=name,
        label=entries.text("label"),
        kind=kind,
        ways=ways,
        required=entries.flag("required"),
        threshold=_threshold(entries),
        options=_options(entries, kind),
        pattern=_pattern(entries),
        qr=int(entries.number("qr", 0)) if "qr" in entries.given else None,
        mrz=entries.text("mrz") if "mrz" in entries.given else "",
        columns=_columns(entries, kind, ways),
        repeated=entries.texts("repeated"),
        known=entries.texts("known"),
        keyed_twice=_keyed_twice(entries, kind),
        names=entries.choice("names", Names, Names.NOTHING),
    )


def _threshold(entries: Entries) -> float:
    threshold = entries.number("threshold", THRESHOLD)
    if not 0 < threshold <= 1:
        raise entries.wrong("threshold", "must lie between 0 and 1")
    return threshold


def _keyed_twice(entries: Entries, kind: str) -> bool:
    twice = entries.flag("keyed_twice")
    if twice and kind in ("table", "list"):
        raise entries.wrong("keyed_twice", "belongs to fields of one value")
    return twice


def _columns(entries: Entries, kind: str, ways: tuple[Way, ...]) -> tuple[Column, ...]:
    told = entries.inner("columns")
    in_rows = {way.position in IN_ROWS for way in ways}
    if (True in in_rows) != bool(told.given) or (kind == "table" and in_rows != {True}):
        raise entries.wrong("columns", "belong to what is found by table or blocks, as tables are")
    if told.given and kind not in ("table", "list"):
        raise entries.wrong("columns", "belong to the kinds table and list")
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
