"""Readings: the work that opening a scan leads to, a range of its pages each; and rereadings."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, select, update

from ocr_service.domain.arranging import Place
from ocr_service.domain.dossier import ScanState
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.page import Page
from ocr_service.domain.work import Work, WorkKind, WorkState
from ocr_service.storage import tables
from ocr_service.storage.doomed import PAUSE, doom
from ocr_service.storage.steps import work_for

PAGES, SCANS = tables.pages.c, tables.scans.c


def reading_of(work: Work, first: int, last: int) -> Work:
    return Work(
        new_id(),
        WorkKind.READ,
        work.dossier_id,
        round=work.round,
        priority=work.priority,
        agency_code=work.agency_code,
        scan_id=work.scan_id,
        first=first,
        last=last,
        request_id=work.request_id,
    )


def held_alike(reading: Work, work: Work) -> Work:
    """The reading, held by the try that holds ``work``."""
    return replace(
        reading,
        state=WorkState.RUNNING,
        attempts=1,
        owner=work.owner,
        lease=work.lease,
        until=work.until,
    )


def rereadings(dossier: RowMapping, pages: Iterable[Place]) -> list[Work]:
    """One for each page, so that workers share them."""
    return [
        replace(work_for(dossier, WorkKind.READ, file), first=number, last=number)
        for file, number in sorted(pages)
    ]


def leave_as_read(connection: Connection, work: Work) -> bool:
    """Whether the work was to read pages again: they stay as they were read before."""
    read = select(SCANS.state).where(SCANS.id == work.scan_id)
    if work.kind is not WorkKind.READ or connection.scalar(read) != ScanState.READ.value:
        return False
    its = PAGES.scan_id == work.scan_id, PAGES.number.between(work.first, work.last)
    connection.execute(update(tables.pages).where(*its).values(stale=False))
    return True


def let_go_of_picture(connection: Connection, work: Work, page: Page) -> None:
    """The picture of a page that is read again goes, unless it is the same or another's too."""
    held = PAGES.scan_id == work.scan_id, PAGES.number == page.number
    before = connection.scalar(select(PAGES.picture).where(*held))
    if before and before != page.picture:
        doom(connection, [before], utc_now() + PAUSE)
