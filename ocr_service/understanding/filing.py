"""What an accepted document is found by, as the schema of its type says."""

import hashlib
from collections.abc import Iterator

from ocr_service.domain.dossier import Document
from ocr_service.domain.record import told
from ocr_service.domain.reuse import Facts, Party, folded_words, key_of
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType
from ocr_service.schema.letters import nfc
from ocr_service.understanding.validity import last_day
from ocr_service.understanding.wording import written

RULES = "2"  # another one when this module finds other facts than before
NUMBERS = frozenset({"personal_id", "id_number"})  # kinds of cells that are a person's number
ORGANISATION = "organisation"
MOST_WORDS = 400


class Filer:
    """A Filing by the schemas. ``template``: how a record's code begins."""

    def __init__(self, catalogue: Catalogue, template: str) -> None:
        self._catalogue = catalogue
        self._template = template
        known = catalogue.document_types
        self._editions = {code: edition_of(known[code]) for code in known}
        told_by = [RULES, template, *(self._editions[code] for code in sorted(known))]
        self.edition = hashlib.sha256("\n".join(told_by).encode()).hexdigest()

    def __call__(self, document: Document, procedure_code: str) -> Facts:
        known = self._catalogue.document_types.get(document.document_type)
        parties = tuple(parties_of(document, known)) if known else ()
        series = self._series(document, procedure_code, parties)
        if known is None:
            return Facts(document.title, series, words=tuple(folded_words(document.title)))
        called = tuple(dict.fromkeys(called_by(document, known, parties)))
        number = said(document, known.reuse.number)
        issuer = first_said(document, known.reuse.issuer)
        texts = [document.title, *called, number, key_of(number), issuer]
        words = dict.fromkeys(folded_words(" ".join([*texts, *(it.number for it in parties)])))
        return Facts(
            title=document.title,
            series=series,
            parties=parties,
            number=number,
            issued_on=day_of(first_said(document, known.reuse.issued)),
            issuer=issuer,
            valid_until=last_day_of(document, known),
            called=called,
            words=tuple(words)[:MOST_WORDS],
            edition=self._editions[known.code],
            one_at_a_time=known.reuse.one_at_a_time,
        )

    def _series(self, document: Document, procedure_code: str, parties: tuple[Party, ...]) -> str:
        """Of the first holder with a number; a procedure by its national code, where it has one."""
        numbers = [party.number for party in parties if party.holder and party.number]
        procedure = self._catalogue.procedures.get(procedure_code)
        parts = {
            "holder": numbers[0] if numbers else "",
            "procedure": (procedure.national_code if procedure else "") or procedure_code,
            "paper": document.document_type,
        }
        return ".".join(it for it in self._template.format(**parts).split(".") if it)


def edition_of(known: DocumentType) -> str:
    return hashlib.sha256(repr(known).encode()).hexdigest()[:16]


def parties_of(document: Document, known: DocumentType) -> Iterator[Party]:
    """The people whom the paper speaks of, those in its tables, and the organisation."""
    reuse = known.reuse
    for person in known.people:
        mine = not reuse.of or person.role in reuse.of
        name = said(document, person.name)
        numbers = [said(document, person.number), said(document, reuse.also.get(person.role, ""))]
        bare = [key_of(number) for number in numbers if number] or [""]
        if name or bare != [""]:
            yield from (Party(person.role, name, number, mine) for number in bare)
    yield from members_of(document, known)
    organisation = said(document, reuse.organisation)
    if organisation:
        yield Party(ORGANISATION, organisation, key_of(said(document, reuse.code)), True)


def members_of(document: Document, known: DocumentType) -> Iterator[Party]:
    """Of the tables: the names and numbers in one row are one person's."""
    for spec in known.fields:
        kinds = {column.name: column.kind for column in spec.columns}
        found = document.record.field(spec.name) if kinds else None
        rows = found.value if found and isinstance(found.value, tuple) else ()
        for row in rows:
            cells = row if isinstance(row, dict) else {}
            texts = {name: cells[name] for name in cells if isinstance(cells[name], str)}
            names = [texts[name] for name in texts if kinds.get(name) == "name"]
            numbers = [texts[name] for name in texts if kinds.get(name) in NUMBERS]
            if names or numbers:
                yield Party(spec.name, first(names), key_of(first(numbers)))


def called_by(document: Document, known: DocumentType, parties: tuple[Party, ...]) -> Iterator[str]:
    yield from (party.name for party in parties if party.name)
    for name in known.reuse.words:
        found = document.record.field(name)
        if found and found.value is not None:
            yield nfc(written(found.value))


def last_day_of(document: Document, known: DocumentType) -> str:
    last = last_day(document, known.validity) if known.validity else None
    return last.isoformat() if last else ""


def said(document: Document, name: str) -> str:
    """What stands in a field: a choice in the paper's own words, all else as its value."""
    found = document.record.field(name) if name else None
    if found is None or found.value is None:
        return ""
    return told(found) or str(found.value)


def first_said(document: Document, names: tuple[str, ...]) -> str:
    return first([text for name in names if (text := said(document, name))])


def first(texts: list[str]) -> str:
    return texts[0] if texts else ""


def day_of(value: str) -> str:
    """A day as YYYY-MM-DD; the first one where the paper tells only the year or the month."""
    return (value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10] if value else ""
