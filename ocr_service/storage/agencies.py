"""Which agencies there are, and which of them lie below one: the same rule as Actor.sees."""

from sqlalchemy import ColumnElement, Connection, select

from ocr_service.domain.access import lineage
from ocr_service.storage import tables
from ocr_service.storage.steps import insert_new


def note_agency(connection: Connection, agency_code: str) -> None:
    """Remembers an agency whose first dossier this is."""
    insert_new(connection, tables.agencies, {"code": agency_code})


def within(
    connection: Connection,
    column: ColumnElement[str],
    scope: str,
    known: ColumnElement[str] = tables.agencies.c.code,
) -> list[ColumnElement[bool]]:
    """The condition that ``column`` is of the agency ``scope`` or one below it; none for "".

    ``known`` holds all codes that can occur: few, so they are looked through one by one.
    """
    if not scope:
        return []
    codes = connection.scalars(select(known).distinct())
    return [column.in_([code for code in codes if scope in lineage(code)])]
