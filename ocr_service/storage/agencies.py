"""Which agencies there are, and which of them lie below one: the same rule as Actor.sees."""

from sqlalchemy import ColumnElement, Connection, select

from ocr_service.domain.access import lineage
from ocr_service.storage import tables
from ocr_service.storage.steps import insert_new

AGENCIES = tables.agencies.c


def note_agency(connection: Connection, agency_code: str) -> None:
    """Remembers an agency; the trail calls it, since nothing is made that it is not told of."""
    for above in lineage(agency_code):
        if not insert_new(connection, tables.agencies, {"code": agency_code, "above": above}):
            return  # it is known already


def within(column: ColumnElement[str], scope: str) -> list[ColumnElement[bool]]:
    """The condition that ``column`` is of the agency ``scope`` or one below it; none for ""."""
    if not scope:
        return []
    return [column.in_(select(AGENCIES.code).where(AGENCIES.above == scope))]
