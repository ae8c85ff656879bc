"""How long dossiers took, told by the database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    String,
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
    told: Sequence[FromClause],
    key: Callable[[Any], ColumnElement[Any]],
    rows: Callable[[str], Iterable[RowKey]],
) -> dict[RowKey | None, Spread]:
    """Of each row, and of all under None. Sorting here takes half as long as in the database.

    ``told``: dossiers, ``key`` of their columns what tells the rows that they stand in.
    """
    apart: defaultdict[str, list[int]] = defaultdict(list)
    for those in told:
        for name, took in connection.execute(times(those, key(those.c))):
            apart[name] += map(int, took.split(","))
    together: defaultdict[RowKey | None, list[int]] = defaultdict(list)
    for name, long in apart.items():
        long.sort()  # so that all together are sorted soon
        for row in (None, *rows(name)):
            together[row] += long
    return {row: spread(those) for row, those in together.items()}


def times(told: FromClause, key: ColumnElement[Any]) -> Select[Any]:
    """The seconds of each key in one text: as rows they would be long on their way."""
    each = select(key.label("key"), told.c.seconds).where(told.c.seconds.is_not(None))
    timed = each.subquery("timed")
    texts = func.aggregate_strings(cast(timed.c.seconds, String), ",")
    return select(timed.c.key, texts).group_by(timed.c.key)


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
