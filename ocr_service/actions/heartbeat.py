"""Says again and again that the work is still being done, for pages slower than a lease."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import timedelta

from ocr_service.domain.errors import OcrError
from ocr_service.domain.ids import utc_now
from ocr_service.domain.work import LeaseLost, Work
from ocr_service.storage.work import WorkStore

log = logging.getLogger(__name__)
BEATS_A_LEASE = 3


class Pulse:
    """When the work last came forward; a step that hangs must not be believed for ever."""

    def __init__(self, patience: timedelta) -> None:
        self._patience = patience.total_seconds()
        self.moved()

    def moved(self) -> None:
        self._last = time.monotonic()

    @property
    def alive(self) -> bool:
        return time.monotonic() - self._last < self._patience


@contextmanager
def beating(
    work: Work, lease: timedelta, patience: timedelta, *, works: WorkStore
) -> Iterator[Pulse]:
    """Extends the lease from a thread of its own until the block ends, or hangs too long."""
    over, pulse = threading.Event(), Pulse(patience)

    def beat() -> None:
        while not over.wait(lease.total_seconds() / BEATS_A_LEASE) and pulse.alive:
            try:
                works.extend(work, utc_now() + lease)
            except LeaseLost:
                return  # the worker meets the same when it writes next
            except OcrError as trouble:
                log.warning("work %s: no heartbeat: %s", work.id, trouble)

    named = f"heartbeat {work.id}"
    thread = threading.Thread(target=copy_context().run, args=(beat,), name=named, daemon=True)
    thread.start()
    try:
        yield pulse
    finally:
        over.set()
        thread.join()
