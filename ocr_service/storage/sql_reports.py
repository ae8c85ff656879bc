"""Reports counted in the database, in one reading transaction."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, Select, func, select

from ocr_service.domain.behind import Behind, Spot, Wanted
from ocr_service.domain.dossier import Status
from ocr_service.domain.report import FLAGS, OPEN, Ask, Counted, RowKey, Tally, Waiting
from ocr_service.domain.rows import Known, rows_of
from ocr_service.storage.database import Database
from ocr_service.storage.freshening import freshen
from ocr_service.storage.report_facts import Ready, ready, told_of
from ocr_service.storage.report_terms import DOSSIERS, key_of, of_whom
from ocr_service.storage.sql_behind import behind, behind_from
from ocr_service.storage.sql_minutes import spreads

OF_KEYS = ("agency_code", "procedure_code", "received_at")  # what tells the rows of any report


class SqlReports:
    """A ReportStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, ask: Ask, known: Known) -> Counted:
        with self._database.snapshot() as connection:
            return counted(connection, ask, known, ready(connection, known))

    def freshen(self, known: Known, limit: int) -> bool:
        return freshen(self._database, known, limit)

    def behind(
        self,
        ask: Ask,
        row: RowKey | None,
        wanted: Wanted,
        known: Known,
        after: Spot | None,
        limit: int,
    ) -> Sequence[Behind]:
        with self._database.snapshot() as connection:
            asked = behind(connection, ask, row, wanted, known, after)
            found = connection.execute(asked.limit(limit))
            return tuple(behind_from(row) for row in found.mappings())


def counted(connection: Connection, ask: Ask, known: Known, kept: Ready | None) -> Counted:
    """``kept``: what need not be asked of each dossier."""
    alike = told_of(connection, ask, known, kept, [*OF_KEYS, "status", "bits"])
    times = told_of(connection, ask, known, kept, [*OF_KEYS, "seconds"])
    key, rows = partial(key_of, connection, ask.by), partial(rows_of, by=ask.by)
    return Counted(
        tuple(tally for told in alike for tally in tallies(connection, told, key(told.c))),
        spreads(connection, times, key, partial(rows, agencies=known.agencies)),
        waiting(connection, ask, known),
    )


def tallies(connection: Connection, told: FromClause, key: ColumnElement[Any]) -> Iterator[Tally]:
    """Yes and no as bits, for fewer columns to group."""
    rows = select(key.label("key"), told.c.procedure_code, told.c.status, told.c.bits)
    each = rows.subquery("each")
    asked = select(*each.c, func.count().label("many")).group_by(*each.c)
    yield from map(tally_from, connection.execute(asked).mappings())


def waiting(connection: Connection, ask: Ask, known: Known) -> Waiting:
    """Now, whenever it was received; batches that fell apart wait for nobody."""
    rows = connection.execute(
        select(DOSSIERS.status, func.count(), func.min(DOSSIERS.received_at))
        .where(DOSSIERS.status.in_([it.value for it in OPEN]), DOSSIERS.id.not_in(fallen_apart()))
        .where(*of_whom(ask, known.agencies))
        .group_by(DOSSIERS.status)
    ).all()
    return Waiting(
        {Status(status): many for status, many, _ in rows},
        {Status(status): since for status, _, since in rows},
    )


def fallen_apart() -> Select[tuple[str]]:
    return select(DOSSIERS.split_from).where(DOSSIERS.split_from != "")


def tally_from(row: RowMapping) -> Tally:
    yes = {name: bool(row["bits"] >> place & 1) for place, name in enumerate(FLAGS)}
    return Tally(
        key=row["key"],
        procedure_code=row["procedure_code"],
        status=Status(row["status"]),
        many=row["many"],
        **yes,
    )
