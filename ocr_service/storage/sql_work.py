"""Work in the database: claimed by one compare-and-set, written to only under a live lease."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from ocr_service.domain.batch import Part
from ocr_service.domain.dossier import Dossier, Scan, ScanState, Status
from ocr_service.domain.errors import STOPPING, Complaint
from ocr_service.domain.page import Page
from ocr_service.domain.quarantine import Cause
from ocr_service.domain.reuse import Filing
from ocr_service.domain.work import LeaseLost, Work, WorkKind, WorkState
from ocr_service.storage import FileStore, deeds, tables
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import owning
from ocr_service.storage.holding import Values, close, held_under, hold, locked, take
from ocr_service.storage.quarantine import count_kill, kills_of, release
from ocr_service.storage.queueing import leave_queue
from ocr_service.storage.readings import (
    held_alike,
    leave_as_read,
    let_go_of_picture,
    reading_of,
)
from ocr_service.storage.rows import complaint_text, page_row, scan_from
from ocr_service.storage.settling import keep_settled, make_dossier
from ocr_service.storage.steps import (
    FREE,
    add_works,
    move,
    put,
    settle_if_final,
    works_where,
)
from ocr_service.storage.stopping import abandon, stop
from ocr_service.storage.trail import append
from ocr_service.storage.turns import due, in_turn, stale

WORK, PAGES = tables.work.c, tables.pages.c


class SqlWork:
    """A WorkStore in the database; each call is one transaction."""

    def __init__(
        self, database: Database, files: FileStore, filing: Filing, sample_share: float = 0.0
    ) -> None:
        """``sample_share`` of what is accepted unseen is shown to people all the same."""
        self._database = database
        self._files = files
        self._filing = filing
        self._sample_share = sample_share

    def next_in_turn(self, now: datetime) -> str:
        with self._database.read() as connection:
            return connection.scalar(in_turn(now)) or ""

    def claim(self, work_id: str, owner: str, now: datetime, until: datetime) -> Work | None:
        with self._database.write() as connection:
            return take(connection, work_id, owner, now, until)

    def extend(self, work: Work, until: datetime) -> None:
        with self._database.write() as connection:
            hold(connection, work, until=until)

    def put_back(self, work: Work, not_before: datetime, counted: bool = True) -> bool:
        waiting: Values = {"state": WorkState.WAITING.value, "not_before": not_before, **FREE}
        if not counted:
            waiting["attempts"] = WORK.attempts - 1
        with self._database.write() as connection:
            done = connection.execute(update(tables.work).where(held_under(work)).values(waiting))
            return done.rowcount == 1

    def scan(self, work: Work) -> Scan:
        with self._database.read() as connection:
            return scan_of(connection, work)

    def kills(self, work: Work) -> int:
        with self._database.read() as connection:
            return kills_of(connection, work.scan_id)

    def count_kill(self, work: Work, cause: Cause, now: datetime) -> int:
        with self._database.write() as connection:
            return count_kill(connection, work.scan_id, cause, now)

    def plan(
        self, work: Work, page_count: int, ranges: Sequence[tuple[int, int]], go_on: bool
    ) -> tuple[Work, ...]:
        with self._database.write() as connection:
            locked(connection, work)
            close(connection, work)
            set_scan(connection, work, state=ScanState.READING.value, page_count=page_count)
            readings = [reading_of(work, first, last) for first, last in ranges]
            if go_on and readings:
                readings[0] = held_alike(readings[0], work)
            return add_works(connection, readings)

    def unread(self, work: Work) -> tuple[int, ...]:
        kept_now = PAGES.scan_id == work.scan_id, PAGES.stale.is_(False)
        with self._database.read() as connection:
            kept = set(connection.scalars(select(PAGES.number).where(*kept_now)))
        return tuple(page for page in range(work.first, work.last + 1) if page not in kept)

    def turned(self, work: Work) -> Mapping[int, int]:
        told = PAGES.scan_id == work.scan_id, PAGES.told_rotation.is_not(None)
        with self._database.read() as connection:
            rows = connection.execute(select(PAGES.number, PAGES.told_rotation).where(*told))
            return {row.number: row.told_rotation for row in rows}

    def save_page(self, work: Work, page: Page, until: datetime) -> None:
        row = page_row(work.scan_id, page)
        with owning(self._database, [page.picture], self._files) as connection:
            locked(connection, work)
            hold(connection, work, until=until, attempts=1)
            let_go_of_picture(connection, work, page)
            put(connection, tables.pages, row)
            set_scan(connection, work, pages_read=pages_kept(work))

    def finish_reading(self, work: Work) -> tuple[Work, ...]:
        with self._database.write() as connection:
            dossier = locked(connection, work)
            close(connection, work)
            scan = scan_of(connection, work)
            if scan.state is ScanState.READ:  # a page of it was read again
                return settle_if_final(connection, dossier)
            if scan.state is not ScanState.READING or scan.pages_read < scan.page_count:
                return ()
            set_scan(connection, work, state=ScanState.READ.value)
            release(connection, [work.scan_id])  # what killed a reader of it was not the file
            return settle_if_final(connection, dossier)

    def fail(self, work: Work, complaint: Complaint) -> tuple[Work, ...]:
        with self._database.write() as connection:
            dossier = locked(connection, work)
            hold(connection, work, state=WorkState.FAILED.value, **FREE)
            if work.kind is WorkKind.SETTLE:
                if dossier["round"] == work.round:
                    leave_queue(connection, dossier["id"])
                    move(connection, dossier, Status.FAILED, complaint=complaint_text(complaint))
                    append(connection, deeds.dossier_failed(dossier, complaint))
                return ()
            if complaint.code not in STOPPING and leave_as_read(connection, work):
                append(connection, deeds.file_failed(dossier, work.scan_id, complaint))
                return settle_if_final(connection, dossier)
            abandon(connection, work)
            failed = {"state": ScanState.FAILED.value, "complaint": complaint_text(complaint)}
            set_scan(connection, work, **failed)
            append(connection, deeds.file_failed(dossier, work.scan_id, complaint))
            if complaint.code in STOPPING:
                stop(connection, dossier, failed)
                append(connection, deeds.dossier_failed(dossier, complaint))
                return ()
            return settle_if_final(connection, dossier)

    def settle(self, work: Work, settled: Dossier, parts: Sequence[Part] = ()) -> tuple[Work, ...]:
        with self._database.write() as connection:
            dossier = locked(connection, work)
            close(connection, work)
            if dossier["round"] != work.round:
                return ()  # more files came meanwhile: the next round settles them all
            keep_settled(connection, settled, parts, self._filing, self._sample_share)
            move(connection, dossier, settled.status, complaint=None)
            works = [work for part in parts for work in make_dossier(connection, dossier, part)]
            return tuple(works)

    def held(self, owner: str) -> tuple[Work, ...]:
        with self._database.read() as connection:
            running = WORK.state == WorkState.RUNNING.value
            return works_where(connection, running, WORK.owner == owner)

    def expired(self, now: datetime) -> tuple[Work, ...]:
        with self._database.read() as connection:
            return works_where(connection, stale(now))

    def waiting(self, now: datetime, limit: int) -> tuple[Work, ...]:
        with self._database.read() as connection:
            return works_where(connection, due(now), limit=limit)


def scan_of(connection: Connection, work: Work) -> Scan:
    rows = connection.execute(select(tables.scans).where(tables.scans.c.id == work.scan_id))
    row = rows.mappings().one_or_none()
    if row is None:
        raise LeaseLost(f"work {work.id} is for nobody any more")
    return scan_from(row)


def set_scan(connection: Connection, work: Work, **values: Any) -> None:
    connection.execute(update(tables.scans).where(tables.scans.c.id == work.scan_id).values(values))


def pages_kept(work: Work) -> Any:
    pages = tables.pages
    counted = select(func.count()).select_from(pages).where(pages.c.scan_id == work.scan_id)
    return counted.scalar_subquery()
