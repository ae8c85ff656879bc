"""The newest of what an agency may see, however few that is among all that is kept."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, union_all

from ocr_service.storage.agencies import agencies_below, seen_from

FEW = 24  # agencies, so that a query asks each by itself
Conditions = list[ColumnElement[bool]]


def newest_seen(
    connection: Connection,
    key: ColumnElement[Any],
    asked: Conditions,
    sides: Sequence[ColumnElement[str]],
    scope: str,
    limit: int,
) -> Conditions:
    """``asked``, and that one of ``sides`` is the agency ``scope`` or below it.

    ``key`` is in the order of time; of all that are found only the newest ``limit`` matter.

    Each of few agencies is walked along its index (side, key): else those of a small one would be
    looked for among all.
    """
    codes = agencies_below(connection, scope, FEW) if scope else None
    if codes is None:
        return [*asked, *seen_from(sides, scope)]
    each = [first(key, [*asked, side == code], limit) for side in sides for code in codes]
    return [key.in_(union_all(*each))]


def first(key: ColumnElement[Any], asked: Sequence[ColumnElement[bool]], limit: int) -> Select[Any]:
    newest = select(key).where(*asked).order_by(key.desc()).limit(limit).subquery()
    return select(*newest.c)
