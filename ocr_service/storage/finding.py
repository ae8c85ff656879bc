"""How records are found in SQL: by columns, by people, by words; and which ones are replaced."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import TSVECTOR

from ocr_service.storage import tables
from ocr_service.storage.agencies import seen_from
from ocr_service.storage.records import RecordSearch

RECORDS, PARTIES = tables.records.c, tables.record_parties.c
BEGINS = 3  # signs from which on the last word of a search may be a beginning only
OLD, NEW = tables.records.alias("old").c, tables.records.alias("new").c
WHOSE, THEIRS = tables.record_parties.alias("whose").c, tables.record_parties.alias("theirs").c
PREFIXES = {"sqlite": "{}*", "postgresql": "{}:*"}
# As the index of the migration writes it, or PostgreSQL does not look into that.
TSVECTOR_OF_WORDS = literal_column(
    "array_to_tsvector(string_to_array(records.words, ' '))", TSVECTOR
)


def conditions(search: RecordSearch, dialect: str) -> list[ColumnElement[bool]]:
    asked: list[Any] = [
        RECORDS.withdrawn_at.is_(None),
        *seen_from(RECORDS.agency_code, RECORDS.competent_agency_code, search.scope),
        RECORDS.number.in_(of_party(search.number)) if search.number else None,
        RECORDS.paper_key == search.key if search.key else None,
        RECORDS.document_type == search.document_type if search.document_type else None,
        RECORDS.agency_code == search.agency_code if search.agency_code else None,
        RECORDS.issued_on >= search.issued_from.isoformat() if search.issued_from else None,
        RECORDS.issued_on <= search.issued_to.isoformat() if search.issued_to else None,
        RECORDS.issued_on != "" if search.issued_to else None,
        RECORDS.number < int(search.after) if search.after else None,
        with_words(search.words, dialect) if search.words else None,
    ]
    return [condition for condition in asked if condition is not None]


def of_party(number: str) -> Any:
    return select(PARTIES.record_number).where(PARTIES.number == number)


def with_words(words: Sequence[str], dialect: str) -> ColumnElement[bool]:
    """All of them (ASCII letters and figures only: see ``folded_words``)."""
    *before, last = words
    wide = PREFIXES[dialect] if len(last) >= BEGINS else "{}"
    if dialect == "sqlite":
        # Quoted: AND, OR and NOT are words of FTS5's own.
        told = " ".join([*(f'"{word}"' for word in before), wide.format(f'"{last}"')])
        found = text("SELECT rowid FROM records_words WHERE records_words MATCH :told")
        return RECORDS.number.in_(found.bindparams(told=told).columns(RECORDS.number))
    told = " & ".join([*(f"'{word}'" for word in before), wide.format(f"'{last}'")])
    return TSVECTOR_OF_WORDS.bool_op("@@")(func.to_tsquery("simple", told))


def newer(
    connection: Connection, ids: Sequence[str], replaceable: frozenset[str]
) -> dict[str, tuple[str, str]]:
    """For each record the newest of its type that another paper of the same holder is, if any;
    with the agency that has it.

    By number only: names alone tell nobody from another of that name.
    """
    asked = (
        select(OLD.id, NEW.id.label("by"), NEW.agency_code)
        .join(WHOSE.record_number.table, and_(WHOSE.record_number == OLD.number, WHOSE.holder))
        .join(THEIRS.record_number.table, and_(THEIRS.number == WHOSE.number, THEIRS.holder))
        .join(NEW.number.table, NEW.number == THEIRS.record_number)
        .where(OLD.id.in_(ids), OLD.document_type.in_(replaceable), *replaces())
        .order_by(NEW.issued_on, NEW.number)
    )
    return {row.id: (row.by, row.agency_code) for row in connection.execute(asked)}


def replaces() -> list[ColumnElement[bool]]:
    """NEW is a later paper of OLD's type, and WHOSE can tell whose papers they are."""
    same_day = and_(NEW.issued_on == OLD.issued_on, NEW.number > OLD.number)
    return [
        NEW.document_type == OLD.document_type,
        WHOSE.number != "",
        OLD.issued_on != "",
        or_(NEW.issued_on > OLD.issued_on, same_day),
        NEW.withdrawn_at.is_(None),
    ]
