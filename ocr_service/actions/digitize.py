"""What a worker does with one piece of work; doing it twice harms nothing."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from ocr_service.actions.glance import Glancer
from ocr_service.actions.heartbeat import Pulse, beating
from ocr_service.actions.receive import ring
from ocr_service.actions.reconcile import recover
from ocr_service.actions.settle import AsReviewed, Understand, settled_from
from ocr_service.domain.errors import BadInput, EngineFailed, NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.domain.page import Page
from ocr_service.domain.quarantine import KILLS_AT_MOST, QUARANTINED, Killed
from ocr_service.domain.work import LeaseLost, Work, WorkKind
from ocr_service.jobs import Bell
from ocr_service.logs import about
from ocr_service.stages import Stages
from ocr_service.storage import DossierStore, FileStore
from ocr_service.storage.reviews import ReviewStore
from ocr_service.storage.work import WorkStore

log = logging.getLogger(__name__)

# How long one step, or one page of a reading, may take before another worker may take over.
PATIENCE = {
    WorkKind.OPEN: timedelta(minutes=2),
    WorkKind.READ: timedelta(minutes=2),
    WorkKind.SETTLE: timedelta(minutes=10),
}


class Reader(Protocol):
    """The eyes: opens a file and reads pages of it."""

    def count(self, path: Path) -> int:
        """How many pages; raises BadInput, Killed."""
        ...

    def read(
        self,
        path: Path,
        keep: Callable[[bytes], str] | None,
        pages: Sequence[int],
        turned: Mapping[int, int] | None = None,
    ) -> Iterator[Page]:
        """Pages by number; ``keep`` takes the bytes of each upright picture and names it.

        ``turned``: clockwise rotations that people have told, of pages by number.

        Raises BadInput for a bad page, Killed when the file brings down what reads it.
        """
        ...


@dataclass(frozen=True)
class Turn:
    """How a worker takes work: under which name, for how long, in what portions."""

    owner: str
    lease: timedelta = timedelta(seconds=30)
    range_pages: int = 3
    max_attempts: int = 3

    @property
    def until(self) -> datetime:
        return utc_now() + self.lease


@dataclass(frozen=True)
class Digitizer:
    """One worker's place of work: what it reads with, and where it writes."""

    turn: Turn
    reader: Reader
    understand: Understand
    files: FileStore
    dossiers: DossierStore
    works: WorkStore
    bell: Bell
    stages: Stages
    reviews: ReviewStore
    as_reviewed: AsReviewed
    glancer: Glancer

    def serve(self) -> None:
        """Carries out the work whose turn it is, if any waits; glances come first."""
        self.glancer.serve()
        while (work_id := self.works.next_in_turn(utc_now())) and not self.do(work_id):
            log.debug("work %s was taken by another worker", work_id)

    def do(self, work_id: str) -> bool:
        """Carries out the work, or says False: it is done, or held by another."""
        work = self.works.claim(work_id, self.turn.owner, utc_now(), self.turn.until)
        if work is None:
            return False
        while work is not None:
            with about(request_id=work.request_id, work_id=work.id, dossier_id=work.dossier_id):
                work = self._attempt(work)
        return True

    def _attempt(self, work: Work) -> Work | None:
        """The work that the same try goes on with, if any."""
        try:
            if work.attempts > self.turn.max_attempts:
                raise BadInput(work.last_word)
            patience = PATIENCE[work.kind]
            with (
                beating(work, self.turn.lease, patience, works=self.works) as pulse,
                timed(work.kind, self.stages),
            ):
                return self._survive(work, pulse)
        except LeaseLost:
            log.warning("work %s was given to another worker", work.id)
        except BadInput as bad:
            log.info("work %s: %s", work.id, bad.complaint.code)
            ring(self.works.fail(work, bad.complaint), self.bell)
        except Killed as killed:
            log.warning("work %s: %s", work.id, killed)
            self._recover(killed)
        except Exception as wrong:
            log.exception("work %s stopped", work.id)
            self._recover(wrong)
        return None

    def _recover(self, cause: Exception) -> None:
        turn = self.turn
        recover(turn.owner, turn.max_attempts, cause, works=self.works, bell=self.bell)

    def _survive(self, work: Work, pulse: Pulse) -> Work | None:
        """The step; raises BadInput for a file that has killed its readers too often."""
        try:
            return self._step(work, pulse)
        except Killed as killed:
            if self.works.count_kill(work, killed.cause, utc_now()) >= KILLS_AT_MOST:
                raise BadInput(QUARANTINED) from killed
            raise

    def _step(self, work: Work, pulse: Pulse) -> Work | None:
        if work.kind is WorkKind.OPEN:
            return self._open(work)
        if work.kind is WorkKind.READ:
            self._read(work, pulse)
        else:
            self._settle(work)
        return None

    def _open(self, work: Work) -> Work | None:
        """A small file is read at once; a large one is shared out among all workers."""
        if self.works.kills(work) >= KILLS_AT_MOST:
            raise BadInput(QUARANTINED)
        count = self.reader.count(self.files.path(self.works.scan(work).sha256))
        ranges = portions(count, self.turn.range_pages)
        small = len(ranges) == 1
        readings = self.works.plan(work, count, ranges, go_on=small)
        if small:
            return readings[0]
        ring(readings, self.bell)
        return None

    def _read(self, work: Work, pulse: Pulse) -> None:
        path = self.files.path(self.works.scan(work).sha256)
        if unread := self.works.unread(work):
            turned = self.works.turned(work)
            for page in self.reader.read(path, self._keep, unread, turned):
                self.works.save_page(work, page, self.turn.until)
                pulse.moved()
                self.glancer.serve()
                pulse.moved()
        if left := self.works.unread(work):
            raise EngineFailed(f"pages were passed over: {left}")
        ring(self.works.finish_reading(work), self.bell)

    def _settle(self, work: Work) -> None:
        try:
            dossier = self.dossiers.unsettled(work.dossier_id)
        except NotFound as gone:
            raise LeaseLost(f"work {work.id} is for nobody any more") from gone
        settled, parts = settled_from(
            dossier,
            self.reviews.of_dossier(dossier.id),
            understand=self.understand,
            as_reviewed=self.as_reviewed,
        )
        ring(self.works.settle(work, settled, parts), self.bell)

    def _keep(self, picture: bytes) -> str:
        return self.files.put(picture).sha256


@contextmanager
def timed(kind: WorkKind, stages: Stages) -> Iterator[None]:
    """Tells how long a step took that came to its end."""
    begun = time.monotonic()
    yield
    seconds = time.monotonic() - begun
    log.info("%s done in %.2f s", kind, seconds)
    stages.took(kind, seconds)


def portions(count: int, size: int) -> list[tuple[int, int]]:
    """Ranges of pages, first and last, of at most ``size`` pages each."""
    return [(first, min(first + size - 1, count)) for first in range(1, count + 1, size)]
