"""Readings: the work that opening a scan leads to, a range of its pages each."""

from dataclasses import replace

from ocr_service.domain.ids import new_id
from ocr_service.domain.work import Work, WorkKind, WorkState


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
