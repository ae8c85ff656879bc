"""Brings rows and bells together again after a worker, Redis or a machine has died."""

import logging
from datetime import timedelta

from ocr_service.actions.receive import ring
from ocr_service.domain.errors import OcrError, Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.domain.work import LeaseLost, Work
from ocr_service.jobs import Bell
from ocr_service.storage.work import WorkStore

log = logging.getLogger(__name__)
AT_A_TIME = 1000
PAUSE = timedelta(seconds=5)
LONG_PAUSE = timedelta(seconds=15)


def reconcile(max_attempts: int, *, works: WorkStore, bell: Bell) -> int:
    """Frees work whose worker is silent, rings for work whose bell was lost; how much it was.

    Rings name no work: that there are as many as works wait is all that matters.
    """
    expired = works.expired(utc_now())
    for work in expired:
        again_or_fail(work, max_attempts, None, works=works, bell=bell)
    waiting = works.waiting(utc_now(), AT_A_TIME)
    unrung = waiting[bell.rings() :] if waiting else ()
    bell.ring(unrung)
    return len(expired) + len(unrung)


def recover(
    owner: str, max_attempts: int, cause: Exception | None = None, *, works: WorkStore, bell: Bell
) -> None:
    """Frees at once all that a dead (or failing) worker held."""
    for work in works.held(owner):
        again_or_fail(work, max_attempts, cause, works=works, bell=bell)


def bury(owner: str, max_attempts: int, *, works: WorkStore, bell: Bell) -> None:
    """Frees what a dead worker held, as far as database and queue can be reached; never raises."""
    try:
        recover(owner, max_attempts, works=works, bell=bell)
    except OcrError as trouble:
        log.warning("the leases of %s will have to run out: %s", owner, trouble)


def again_or_fail(
    work: Work, max_attempts: int, cause: Exception | None, *, works: WorkStore, bell: Bell
) -> None:
    """A full disk or a lost database is no attempt; a page that kills its reader thrice is."""
    outage = isinstance(cause, Unavailable)
    if work.attempts >= max_attempts and not outage:
        log.error("work %s (%s) is given up after %d attempts", work.id, work.kind, work.attempts)
        try:
            ring(works.fail(work, work.last_word), bell)
        except LeaseLost:
            log.info("work %s was taken up meanwhile", work.id)
        return
    pause = LONG_PAUSE if outage else PAUSE * (work.attempts - 1)
    works.put_back(work, utc_now() + pause, counted=not outage)
    if not pause:
        ring([work], bell)
