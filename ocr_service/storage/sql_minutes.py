"""How long dossiers took, told by the database."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from math import ceil
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    cast,
    func,
    select,
)

from ocr_service.domain.report import RowKey, Spread
from ocr_service.storage import tables

DOSSIERS = tables.dossiers.c
SECONDS = 60
RANKS = (50, 90)  # percent


def spreads(
    connection: Connection,
    key: ColumnElement[Any],
    told: FromClause,
    rows: Callable[[str], Iterable[RowKey]],
) -> dict[RowKey | None, Spread]:
    """Of each row, and of all under None. Sorting here takes half as long as in the database.

    ``told``: dossiers, ``key`` is a column of theirs; ``rows``: those that dossiers of such a key
    stand in.
    """
    asked = select(key, told.c.seconds).where(told.c.seconds.is_not(None))
    apart: defaultdict[str, list[int]] = defaultdict(list)
    for name, long in connection.execute(asked):
        apart[name].append(long)
    together: defaultdict[RowKey | None, list[int]] = defaultdict(list)
    for name, those in apart.items():
        for row in (None, *rows(name)):
            together[row] += those
    return {row: spread(those) for row, those in together.items()}


def spread(took: list[int]) -> Spread:
    """By nearest rank: always the minutes of some dossier, which can be counted by hand."""
    if not took:
        return Spread()
    took.sort()
    median, p90 = (round(took[ceil(len(took) * rank / 100) - 1] / SECONDS, 1) for rank in RANKS)
    return Spread(median, p90, len(took))


def seconds(connection: Connection) -> ColumnElement[int]:
    """From received to settled, in whole seconds of the clock."""
    return whole(connection, DOSSIERS.settled_at) - whole(connection, DOSSIERS.received_at)


def whole(connection: Connection, moment: ColumnElement[Any]) -> ColumnElement[Any]:
    if connection.dialect.name == "sqlite":
        return cast(func.strftime("%s", moment), Integer)
    return cast(func.floor(func.extract("epoch", moment)), BigInteger)
