"""Work that somebody holds: taken under a lease, kept, closed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, or_, update

from ocr_service.domain.dossier import Status
from ocr_service.domain.errors import NotFound
from ocr_service.domain.ids import new_id
from ocr_service.domain.work import LeaseLost, Work, WorkState
from ocr_service.storage import tables
from ocr_service.storage.rows import work_from
from ocr_service.storage.steps import (
    FREE,
    move,
    touch,
    works_where,
)
from ocr_service.storage.turns import due, note_turn, stale

WORK = tables.work.c
Values = dict[str, Any]


def held_under(work: Work) -> ColumnElement[bool]:
    running = WORK.state == WorkState.RUNNING.value
    return and_(WORK.id == work.id, running, WORK.lease == work.lease)


def take(
    connection: Connection, work_id: str, owner: str, now: datetime, until: datetime
) -> Work | None:
    """The compare-and-set; the first claim of a dossier's work also sets it reading."""
    found = works_where(connection, WORK.id == work_id, or_(due(now), stale(now)))
    if not found:
        return None
    try:
        dossier = locked(connection, found[0])
    except LeaseLost:  # erased this very moment
        return None
    ours = leased(owner, until)
    free = WORK.id == work_id, or_(due(now), stale(now))
    taken = connection.execute(update(tables.work).where(*free).values(ours).returning(tables.work))
    row = taken.mappings().one_or_none()
    if row is None:
        return None
    note_turn(connection, dossier["agency_code"], now)
    if dossier["status"] == Status.RECEIVED.value:
        move(connection, dossier, Status.READING)
    return work_from(row)


def leased(owner: str, until: datetime) -> Values:
    return {
        "state": WorkState.RUNNING.value,
        "attempts": WORK.attempts + 1,
        "owner": owner,
        "lease": new_id(),
        "until": until,
    }


def locked(connection: Connection, work: Work) -> RowMapping:
    """The work's dossier, its row locked; raises LeaseLost when it was erased."""
    try:
        return touch(connection, work.dossier_id)
    except NotFound as gone:
        raise LeaseLost(f"work {work.id} is for nobody any more") from gone


def hold(connection: Connection, work: Work, **values: Any) -> None:
    """Changes the work's row if we still hold it; raises LeaseLost."""
    changed = connection.execute(update(tables.work).where(held_under(work)).values(values))
    if changed.rowcount != 1:
        raise LeaseLost(f"work {work.id} was given to somebody else")


def close(connection: Connection, work: Work) -> None:
    hold(connection, work, state=WorkState.DONE.value, **FREE)
