"""A document type as its file in schemas/documents tells it."""

from datetime import date

from ocr_service.schema.document_type import (
    RULES,
    Clue,
    Comparison,
    DocumentType,
    Person,
    Recognition,
    Region,
    Validity,
)
from ocr_service.schema.entries import Entries
from ocr_service.schema.field_file import field
from ocr_service.schema.reuse_file import check_roles, reuse

_RECOGNITION_KEYS = (
    "titles", "beginnings", "clues", "needed", "unless", "untitled", "ends_signed", "later",
)  # fmt: skip
_PERSON_KEYS = ("name", "date_of_birth", "sex", "number")


READING = "title", "recognise", "sections", "stops", "fields"
CHECKING = "comparisons", "people", "valid", "reuse"


def document_type(entries: Entries) -> DocumentType:
    """Read one document type; its code is the file's name."""
    entries.only(*READING, *CHECKING)
    sections = entries.inner("sections")
    fields = entries.inner("fields")
    if not fields.given:
        raise entries.wrong("fields", "missing")
    known = DocumentType(
        code=entries.file.stem,
        title=entries.text("title"),
        recognition=_recognition(entries.inner("recognise")),
        fields=tuple(
            field(fields.at(name, given), name, frozenset(sections.given))
            for name, given in fields.given.items()
        ),
        sections={name: sections.texts(name) for name in sections.given},
        stops=entries.texts("stops"),
        comparisons=tuple(_comparison(entries, one) for one in entries.many("comparisons")),
        people=_people(entries.inner("people")),
        validity=_validity(entries.inner("valid")) if "valid" in entries.given else None,
        reuse=reuse(entries.inner("reuse")),
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


def _validity(entries: Entries) -> Validity:
    entries.only("until", "since", "months", "ended")
    try:
        ended = date.fromisoformat(entries.text("ended")) if "ended" in entries.given else None
    except ValueError as error:
        raise entries.wrong("ended", "must be a day as YYYY-MM-DD") from error
    return Validity(
        entries.text("until") if "until" in entries.given else "",
        entries.text("since") if "since" in entries.given else "",
        int(entries.number("months", 0)),
        ended,
    )


def _check_names(entries: Entries, known: DocumentType) -> None:
    """Comparisons, people and validity may name only fields of the type."""
    named = [
        *((f"comparisons[{at}]", one.fields) for at, one in enumerate(known.comparisons)),
        *((f"people.{one.role}", one.fields) for one in known.people),
        ("valid", known.validity.fields if known.validity else ()),
        ("reuse", known.reuse.fields),
    ]
    for key, names in named:
        for name in names:
            if not known.field(name):
                raise entries.wrong(key, f"there is no field {name!r}")
    check_roles(entries, known)
