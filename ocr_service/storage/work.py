"""What storage promises of work: held by one at a time, done once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from ocr_service.domain.batch import Part
from ocr_service.domain.dossier import Dossier, Scan
from ocr_service.domain.errors import Complaint
from ocr_service.domain.page import Page
from ocr_service.domain.quarantine import Cause
from ocr_service.domain.work import Work


class WorkStore(Protocol):
    """Work, and what workers write. Whoever lost the lease meets LeaseLost and changes nothing."""

    def next_in_turn(self, now: datetime) -> str:
        """The id of the work that is to be done next, "" when none is due.

        Counters pass batches; then comes the agency that has the least in hand, or else was not
        served for longest; of its work settling first, then the oldest. An agency that was left
        out for long passes the counters of others once.
        """
        ...

    def claim(self, work_id: str, owner: str, now: datetime, until: datetime) -> Work | None:
        """The work, now ours; None when it is done, taken, or not yet due."""
        ...

    def extend(self, work: Work, until: datetime) -> None: ...

    def put_back(self, work: Work, not_before: datetime, counted: bool = True) -> bool:
        """Whether it was still held under this lease and waits again.

        ``counted`` False: the try was nobody's fault and is not held against it.
        """
        ...

    def scan(self, work: Work) -> Scan: ...

    def kills(self, work: Work) -> int:
        """How often the scan's file, by content, has killed what read it."""
        ...

    def count_kill(self, work: Work, cause: Cause, now: datetime) -> int:
        """Counts one more, whoever holds the work; how many the file has now."""
        ...

    def plan(
        self, work: Work, page_count: int, ranges: Sequence[tuple[int, int]], go_on: bool
    ) -> tuple[Work, ...]:
        """Closes an ``open``: sets the page count, makes a reading for each range.

        With ``go_on`` the first of them is held by the same try at once.
        """
        ...

    def unread(self, work: Work) -> tuple[int, ...]:
        """Its pages that are not kept yet, or are to be read again, in order."""
        ...

    def turned(self, work: Work) -> Mapping[int, int]:
        """How those of its pages lie that a person has turned: clockwise, by number."""
        ...

    def save_page(self, work: Work, page: Page, until: datetime) -> None:
        """Keeps one page (numbered in its file) and extends the lease."""
        ...

    def finish_reading(self, work: Work) -> tuple[Work, ...]:
        """Closes a ``read``; returns the ``settle`` if that was the last page of all scans."""
        ...

    def fail(self, work: Work, complaint: Complaint) -> tuple[Work, ...]:
        """The scan (or, in a ``settle``, the dossier) has failed; returns the ``settle`` if due."""
        ...

    def settle(self, work: Work, settled: Dossier, parts: Sequence[Part] = ()) -> tuple[Work, ...]:
        """Keeps what was understood of a dossier and moves its status, unless a round has begun.

        Codes, pages (in this order), documents, missing papers and doubts are replaced whole.
        ``parts`` become dossiers of their own, the same ones however often this is done; returns
        the work to settle those that are new or have changed.
        """
        ...

    def held(self, owner: str) -> tuple[Work, ...]: ...

    def expired(self, now: datetime) -> tuple[Work, ...]: ...

    def waiting(self, now: datetime, limit: int) -> tuple[Work, ...]:
        """Work that is due, oldest first."""
        ...
