"""What storage promises: files that stay as they are, rows that are the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ocr_service.domain.batch import Part
from ocr_service.domain.dossier import Document, Dossier, Scan, Status
from ocr_service.domain.errors import Complaint
from ocr_service.domain.page import Page
from ocr_service.domain.quarantine import Cause
from ocr_service.domain.work import Work


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safely kept, under the hash of its content."""

    sha256: str
    size: int


class Draft(Protocol):
    """A file being written; it counts only once it is kept."""

    @property
    def head(self) -> bytes:
        """The first kilobyte written so far."""
        ...

    @property
    def size(self) -> int: ...

    @property
    def sha256(self) -> str:
        """The hash of what was written so far."""
        ...

    def write(self, piece: bytes) -> int:
        """Raises Unavailable when the disk is full."""
        ...

    def keep(self) -> Stored:
        """Returns when content and name are on the disk. May be called again: same answer."""
        ...

    def drop(self) -> None:
        """Forget it, unless it was kept; never raises."""
        ...


class FileStore(Protocol):
    """Files by the hash of their content; never changed, each kept once."""

    def draft(self) -> Draft: ...

    def put(self, content: bytes) -> Stored: ...

    def path(self, sha256: str) -> Path:
        """Where a reader finds the file; raises NotFound."""
        ...

    def holds(self, sha256: str) -> bool:
        """Whether the file lies in the store itself, whole or damaged; raises Unavailable."""
        ...

    def free_bytes(self) -> int:
        """Room left; raises Unavailable when the store cannot be written to."""
        ...


@dataclass(frozen=True, slots=True)
class Search:
    """Which dossiers are asked for; "" and None ask for nothing. Newest first.

    ``code_begins``: the beginning of the dossier's code as typed, or in capitals.
    ``scope``: only those of this agency and of all below it.
    """

    status: Status | None = None
    agency_code: str = ""
    procedure_code: str = ""
    dossier_code: str = ""
    code_begins: str = ""
    received_from: datetime | None = None
    received_to: datetime | None = None
    after: str = ""
    limit: int = 50
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Once:
    """A promise to do a request once: kept in the same breath as what was asked."""

    account: str
    key: str
    token: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What a request made before with the same key has come to ("" while in progress)."""

    fingerprint: str
    dossier_id: str


@dataclass(frozen=True, slots=True)
class SameFile:
    """A dossier that holds a file of some content, and its name there."""

    dossier_id: str
    dossier_code: str
    filename: str
    received_at: datetime


class DossierStore(Protocol):
    """Dossiers with their scans, pages and documents. Every visible change raises ``version``."""

    def add(self, dossier: Dossier, works: Sequence[Work], once: Once | None = None) -> None:
        """Raises Conflict when the promise ``once`` was taken over by another request."""
        ...

    def add_scans(
        self, dossier_id: str, scans: Sequence[Scan], once: Once | None = None
    ) -> tuple[Work, ...]:
        """More files: begins the next round and returns its work; raises Conflict, NotFound."""
        ...

    def retry(self, dossier_id: str, force: bool = False) -> tuple[Work, ...]:
        """Tries failed scans again; raises Conflict when nothing has failed, NotFound.

        Files in quarantine stay there unless ``force``: BadInput when there is nothing else.
        """
        ...

    def get(self, dossier_id: str) -> Dossier:
        """The dossier whole; its pages are those of the scans read, numbered through."""
        ...

    def outline(self, dossier_id: str) -> Dossier:
        """The dossier whole but for the words on its pages: of many pages far quicker."""
        ...

    def unsettled(self, dossier_id: str) -> Dossier:
        """The dossier with the pages that it is to be settled from, without documents.

        First those given by the dossier that it was a part of, then all of its own scans read,
        as they lie in the files, whomever they were given to when it was settled before.
        """
        ...

    def summary(self, dossier_id: str) -> Dossier:
        """The dossier with its scans, without pages and documents; raises NotFound."""
        ...

    def status(self, dossier_id: str) -> Status: ...

    def agency(self, dossier_id: str) -> str:
        """The code of the agency whose dossier it is; raises NotFound."""
        ...

    def find(self, search: Search) -> tuple[Dossier, ...]:
        """Dossiers with their scans, without pages and documents."""
        ...

    def failed(self, search: Search) -> tuple[Dossier, ...]:
        """Those that have settled and that something has failed of; the search's ``scope``,
        ``after`` and ``limit`` count. With their scans.
        """
        ...

    def same_file(self, sha256: str, scope: str = "") -> tuple[SameFile, ...]:
        """The newest few of an agency's dossiers, and of those below it, that hold this file."""
        ...

    def document(self, document_id: str) -> tuple[Dossier, Document]:
        """A document and the dossier that holds it (without pages); raises NotFound."""
        ...

    def page(self, dossier_id: str, number: int) -> Page:
        """One page as read, by its running number; raises NotFound."""
        ...

    def picture(self, dossier_id: str, number: int) -> str:
        """The name of the kept picture of a page, by its running number; raises NotFound."""
        ...


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
