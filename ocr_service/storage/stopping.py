"""Steps that end work before it is done: on one scan, or on a whole dossier."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, update

from ocr_service.domain.dossier import Status
from ocr_service.domain.work import Work, WorkState
from ocr_service.storage import tables
from ocr_service.storage.queueing import leave_queue
from ocr_service.storage.steps import FINAL, FREE, move

WORK = tables.work.c
OPEN = (WorkState.WAITING.value, WorkState.RUNNING.value)


def abandon(connection: Connection, work: Work) -> None:
    """The other work on a scan that has failed has lost its sense."""
    _end(connection, WORK.scan_id == work.scan_id)


def stop(connection: Connection, dossier: RowMapping, failed: dict[str, Any]) -> None:
    """Nothing more of a locked dossier is read or settled, whatever else it holds.

    ``failed`` is what its scans say from now on, but for those that were read before.
    """
    scans = tables.scans
    unfinished = (scans.c.dossier_id == dossier["id"], scans.c.state.not_in(FINAL))
    connection.execute(update(scans).where(*unfinished).values(failed))
    _end(connection, WORK.dossier_id == dossier["id"])
    leave_queue(connection, dossier["id"])
    move(connection, dossier, Status.FAILED, complaint=failed["complaint"])


def _end(connection: Connection, which: ColumnElement[bool]) -> None:
    ended = {"state": WorkState.FAILED.value, **FREE}
    connection.execute(update(tables.work).where(which, WORK.state.in_(OPEN)).values(ended))
