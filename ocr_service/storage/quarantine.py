"""Steps about files that bring down their readers; known by content, whoever sent them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from ocr_service.domain.quarantine import KILLS_AT_MOST, Cause
from ocr_service.storage import tables
from ocr_service.storage.steps import inserting

SCANS = tables.scans.c
QUARANTINE = tables.quarantine.c


def kills_of(connection: Connection, scan_id: str) -> int:
    """How often the scan's file has killed a reader."""
    asked = select(QUARANTINE.kills).join(tables.scans, SCANS.sha256 == QUARANTINE.sha256)
    return connection.scalar(asked.where(SCANS.id == scan_id)) or 0


def count_kill(connection: Connection, scan_id: str, cause: Cause, now: datetime) -> int:
    """Counts one more; how many it has now."""
    sha256 = connection.scalar(select(SCANS.sha256).where(SCANS.id == scan_id))
    if not sha256:
        return 0  # it was erased meanwhile
    last = {"cause": cause.value, "killed_at": now}
    statement = inserting(connection, tables.quarantine, {"sha256": sha256, "kills": 1, **last})
    counted = statement.on_conflict_do_update(
        index_elements=["sha256"], set_={"kills": QUARANTINE.kills + 1, **last}
    )
    return int(connection.scalar(counted.returning(QUARANTINE.kills)) or 0)


def quarantined(connection: Connection, scan_ids: Sequence[str]) -> set[str]:
    """Those of the scans whose files are read no more."""
    asked = select(SCANS.id).join(tables.quarantine, SCANS.sha256 == QUARANTINE.sha256)
    held = asked.where(SCANS.id.in_(scan_ids), QUARANTINE.kills >= KILLS_AT_MOST)
    return set(connection.scalars(held))


def release(connection: Connection, scan_ids: Sequence[str]) -> None:
    """The files of these scans are as if they had killed nobody."""
    files = select(SCANS.sha256).where(SCANS.id.in_(scan_ids))
    connection.execute(delete(tables.quarantine).where(QUARANTINE.sha256.in_(files)))
