"""Whose turn it is: counters before batches, agencies one after the other."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from ocr_service.domain.dossier import Priority
from ocr_service.domain.ids import first_id
from ocr_service.domain.work import WorkKind, WorkState
from ocr_service.storage import tables
from ocr_service.storage.steps import put

WORK = tables.work.c
TURNS = tables.turns.c
# An agency left out for so long passes the counters of others, once: none can starve another by
# calling all that it has urgent.
LEFT_OUT = timedelta(minutes=2)


def due(now: datetime) -> ColumnElement[bool]:
    ripe = or_(WORK.not_before.is_(None), WORK.not_before <= now)
    return and_(WORK.state == WorkState.WAITING.value, ripe)


def stale(now: datetime) -> ColumnElement[bool]:
    return and_(WORK.state == WorkState.RUNNING.value, WORK.until < now)


def in_turn(now: datetime) -> Select[tuple[str]]:
    """The id of the work to be done next."""
    held = (
        select(WORK.agency_code, func.count().label("many"))
        .where(WORK.state == WorkState.RUNNING.value, WORK.until >= now)
        .group_by(WORK.agency_code)
        .subquery()
    )
    return (
        select(WORK.id)
        .outerjoin(held, held.c.agency_code == WORK.agency_code)
        .outerjoin(tables.turns, TURNS.agency_code == WORK.agency_code)
        .where(or_(due(now), stale(now)))
        .order_by(
            case((or_(WORK.priority == Priority.COUNTER.value, left_out(now)), 0), else_=1),
            func.coalesce(held.c.many, 0),
            TURNS.served_at.nulls_first(),
            case((WORK.kind == WorkKind.SETTLE.value, 0), else_=1),
            WORK.id,
        )
        .limit(1)
    )


def left_out(now: datetime) -> ColumnElement[bool]:
    long_ago = now - LEFT_OUT
    unserved = or_(TURNS.served_at.is_(None), TURNS.served_at < long_ago)
    return and_(unserved, WORK.id < first_id(long_ago))


def note_turn(connection: Connection, agency_code: str, now: datetime) -> None:
    put(connection, tables.turns, {"agency_code": agency_code, "served_at": now})
