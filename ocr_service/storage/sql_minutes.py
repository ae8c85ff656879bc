"""How long dossiers took, counted in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, case, cast, func, select

from ocr_service.domain.dossier import Status
from ocr_service.domain.report import Spread
from ocr_service.storage import tables

DOSSIERS = tables.dossiers.c
SECONDS = 60
RANKS = {"median": 50, "p90": 90}  # percent


def spreads(
    connection: Connection, key: ColumnElement[Any], conditions: Sequence[ColumnElement[bool]]
) -> dict[str | None, Spread]:
    """Of each row, and of all under None: nearest ranks, so that they can be counted by hand."""
    took = (
        select(key.label("key"), seconds(connection).label("took"))
        .where(*conditions, DOSSIERS.status == Status.ACCEPTED.value)
        .subquery()
    )
    found: dict[str | None, Spread] = {}
    for by_key in (True, False):
        found |= ranked(connection, took, by_key)
    return found


def ranked(connection: Connection, took: Any, by_key: bool) -> dict[str | None, Spread]:
    parted = {"partition_by": took.c.key} if by_key else {}
    placed = (
        select(
            took.c.key,
            took.c.took,
            func.row_number().over(order_by=took.c.took, **parted).label("place"),
            func.count().over(**parted).label("many"),
        )
        .where(took.c.took >= 0)
        .subquery()
    )
    quick = {
        name: func.min(case((placed.c.place * 100 >= placed.c.many * rank, placed.c.took)))
        for name, rank in RANKS.items()
    }
    columns = [quick[name].label(name) for name in RANKS]
    asked = select(*([placed.c.key] if by_key else []), func.count().label("many"), *columns)
    rows = connection.execute(asked.group_by(placed.c.key) if by_key else asked)
    return {
        (row["key"] if by_key else None): Spread(
            minutes(row["median"]), minutes(row["p90"]), row["many"]
        )
        for row in rows.mappings()
    }


def minutes(seconds: int | None) -> float | None:
    return None if seconds is None else round(seconds / SECONDS, 1)


def seconds(connection: Connection) -> ColumnElement[int]:
    """From received to settled, in whole seconds of the clock."""
    return whole(connection, DOSSIERS.settled_at) - whole(connection, DOSSIERS.received_at)


def whole(connection: Connection, moment: ColumnElement[Any]) -> ColumnElement[Any]:
    if connection.dialect.name == "sqlite":
        return cast(func.strftime("%s", moment), Integer)
    return cast(func.floor(func.extract("epoch", moment)), BigInteger)
