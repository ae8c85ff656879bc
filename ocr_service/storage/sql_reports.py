"""Reports counted in the database, in one reading transaction."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import CTE, Connection, RowMapping, Select, func, select

from ocr_service.domain.behind import Behind, Spot, Wanted
from ocr_service.domain.dossier import Status
from ocr_service.domain.report import FLAGS, OPEN, Ask, Counted, RowKey, Tally, Waiting
from ocr_service.domain.rows import Known, rows_of
from ocr_service.storage.database import Database
from ocr_service.storage.report_terms import (
    DOSSIERS,
    bits,
    flags,
    key_of,
    of_whom,
    received_in,
)
from ocr_service.storage.sql_behind import behind, behind_from
from ocr_service.storage.sql_minutes import spreads


class SqlReports:
    """A ReportStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, ask: Ask, known: Known) -> Counted:
        conditions = received_in(ask, known.agencies)
        rows = partial(rows_of, by=ask.by, agencies=known.agencies)
        with self._database.read() as connection:
            told = connection.execute(tallies(connection, ask, known))
            return Counted(
                tuple(tally_from(row) for row in told.mappings()),
                spreads(connection, key_of(connection, ask.by), conditions, rows),
                waiting(connection, ask, known),
            )

    def behind(
        self,
        ask: Ask,
        row: RowKey | None,
        wanted: Wanted,
        known: Known,
        after: Spot | None,
        limit: int,
    ) -> Sequence[Behind]:
        with self._database.read() as connection:
            asked = behind(connection, ask, row, wanted, known, after)
            found = connection.execute(asked.limit(limit))
            return tuple(behind_from(row) for row in found.mappings())


def tallies(connection: Connection, ask: Ask, known: Known) -> Select[Any]:
    alike = told_of_each(connection, ask, known)
    return select(*alike.c, func.count().label("many")).group_by(*alike.c)


def told_of_each(connection: Connection, ask: Ask, known: Known) -> CTE:
    """Of each dossier, all that the figures ask; yes and no as bits, for fewer columns to group."""
    terms = flags(connection, known)
    return (
        select(
            key_of(connection, ask.by).label("key"),
            DOSSIERS.procedure_code,
            DOSSIERS.status,
            bits([terms[flag] for flag in FLAGS]).label("bits"),
        )
        .where(*received_in(ask, known.agencies))
        .cte("alike")
        # Else PostgreSQL looks through all documents for what it finds by an index.
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


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
