"""Which agencies there are, and which of them lie below one: the same rule as Actor.sees."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select

from ocr_service.domain.access import lineage
from ocr_service.domain.dossier import Dossier
from ocr_service.storage import tables
from ocr_service.storage.steps import insert_new

AGENCIES = tables.agencies.c
NOTED = select(AGENCIES.code).where(AGENCIES.code == bindparam("code")).limit(1)


def note_agency(connection: Connection, agency_code: str) -> None:
    """Remembers an agency; the trail calls it, since nothing is made that it is not told of."""
    if connection.execute(NOTED, {"code": agency_code}).first():
        return  # as nearly always
    for above in lineage(agency_code):
        insert_new(connection, tables.agencies, {"code": agency_code, "above": above})


def note_both(connection: Connection, dossier: Dossier) -> None:
    """The agency that took the dossier in, and the competent one."""
    for agency_code in dossier.agencies:
        note_agency(connection, agency_code)


def agencies_below(connection: Connection, scope: str, most: int) -> list[str] | None:
    """The agency ``scope`` and those below it; None where they are more than ``most``."""
    below = select(AGENCIES.code).where(AGENCIES.above == scope).limit(most + 1)
    codes = list(connection.scalars(below))
    return None if len(codes) > most else codes or [scope]


def within(column: ColumnElement[str], *scopes: str) -> list[ColumnElement[bool]]:
    """The condition that ``column`` is of one of these agencies or below it; none for ""."""
    if not all(scopes):
        return []
    above = AGENCIES.above == scopes[0] if len(scopes) == 1 else AGENCIES.above.in_(scopes)
    return [column.in_(select(AGENCIES.code).where(above))]


def seen_from(sides: Sequence[ColumnElement[str]], scope: str) -> list[ColumnElement[bool]]:
    """The condition that one of these columns is ``scope`` or below it; none for ""."""
    if not scope:
        return []
    return [or_(*(condition for side in sides for condition in within(side, scope)))]


def all_agencies(connection: Connection) -> list[str]:
    return list(connection.scalars(select(AGENCIES.code).where(AGENCIES.above == "")))
