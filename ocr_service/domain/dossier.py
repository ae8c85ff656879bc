"""A dossier, its scans and documents, and the statuses it may pass through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from ocr_service.domain.arranging import Edit, Place
from ocr_service.domain.duplex import Duplex
from ocr_service.domain.errors import Complaint, Conflict
from ocr_service.domain.page import Page
from ocr_service.domain.record import Doubt, Record

UNKNOWN = "unknown"  # the document type of a paper that no schema knows
NOTHING_READ = Complaint(
    "unreadable",
    "Không đọc được tệp nào của hồ sơ.",
    "Hãy xem lý do ở từng tệp, sửa rồi gửi thêm vào hồ sơ này.",
)


class Status(StrEnum):
    """The status of a dossier; the words are part of the contract."""

    RECEIVED = "received"
    READING = "reading"
    NEEDS_REVIEW = "needs_review"
    ACCEPTED = "accepted"
    FAILED = "failed"
    REJECTED = "rejected"

    @property
    def settled(self) -> bool:
        return self not in (Status.RECEIVED, Status.READING)


SETTLED = tuple(status for status in Status if status.settled)

# Back to RECEIVED leads only an act from outside: a retry, or more files. What is accepted or
# rejected is changed by a person alone.
MOVES: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.READING, Status.FAILED}),
    Status.READING: frozenset({Status.NEEDS_REVIEW, Status.ACCEPTED, Status.FAILED}),
    Status.NEEDS_REVIEW: frozenset({Status.ACCEPTED, Status.REJECTED, Status.RECEIVED}),
    Status.ACCEPTED: frozenset({Status.NEEDS_REVIEW, Status.REJECTED, Status.RECEIVED}),
    Status.FAILED: frozenset({Status.RECEIVED}),
    Status.REJECTED: frozenset({Status.NEEDS_REVIEW, Status.ACCEPTED}),
}


def check_move(old: Status, new: Status) -> None:
    """Raise Conflict unless the contract allows ``old`` to become ``new``."""
    if new not in MOVES[old]:
        raise Conflict(f"a dossier that is {old} cannot become {new}")


class Priority(StrEnum):
    """Who waits for the dossier: a person at the counter, or nobody just now."""

    COUNTER = "counter"
    BATCH = "batch"


class ScanState(StrEnum):
    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    FAILED = "failed"

    @property
    def final(self) -> bool:
        return self in (ScanState.READ, ScanState.FAILED)


@dataclass(frozen=True, slots=True)
class Scan:
    """A file as it came, kept under the hash of its content and never altered.

    ``page_count`` is 0 until the file was opened; ``complaint`` says why it failed. ``upload``
    numbers the dossier's uploads; ``duplex`` is what its sender asked for that upload.
    """

    id: str
    filename: str
    sha256: str
    size: int
    state: ScanState = ScanState.RECEIVED
    page_count: int = 0
    pages_read: int = 0
    complaint: Complaint | None = None
    upload: int = 1
    duplex: Duplex | None = None


class DocumentStatus(StrEnum):
    NEEDS_REVIEW = "needs_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Document:
    """Consecutive pages of one type, and the record understood of them.

    ``pages`` are page numbers; within a dossier they run on through its files.
    """

    document_type: str
    title: str
    type_confidence: float
    pages: tuple[int, ...]
    record: Record
    status: DocumentStatus = DocumentStatus.NEEDS_REVIEW
    id: str = ""

    def with_doubts(self, doubts: Iterable[Doubt]) -> Self:
        """The same document with further doubts; it can then no longer be accepted unseen."""
        more = tuple(doubts)
        if not more:
            return self
        record = replace(self.record, doubts=self.record.doubts + more)
        return replace(self, record=record, status=DocumentStatus.NEEDS_REVIEW)


def competent_beside(agency_code: str, told: str) -> str:
    """The competent agency as kept: "" where it is the one that took the dossier in."""
    return "" if told == agency_code else told


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that one person handed in for one procedure.

    ``agency_code`` is of the agency that took it in, and whose it is; ``competent_agency_code`` of
    the one that decides on it where that is another, which may look at it ("": the same).
    A batch is split at its separator sheets: ``split_into`` names the dossiers made of it, in
    order, ``split_from`` the one that this was a part of; ``sources`` are the other's scans that
    hold pages of this. ``doubts`` are about the dossier as a whole. ``acts`` are all that people
    did to its pages, oldest first; ``formerly`` says which pages each document had when it was
    settled last. ``former_codes`` are those that a person has corrected: its sheets may still
    carry them.
    """

    id: str
    received_at: datetime
    dossier_code: str = ""
    procedure_code: str = ""
    agency_code: str = ""
    competent_agency_code: str = ""
    priority: Priority = Priority.BATCH
    metadata: dict[str, object] = field(default_factory=dict)
    status: Status = Status.RECEIVED
    version: int = 1
    scans: tuple[Scan, ...] = ()
    pages: tuple[Page, ...] = ()
    documents: tuple[Document, ...] = ()
    missing: tuple[str, ...] = ()
    complaint: Complaint | None = None
    doubts: tuple[Doubt, ...] = ()
    split_from: str = ""
    split_into: tuple[str, ...] = ()
    sources: tuple[Scan, ...] = ()
    acts: tuple[Edit, ...] = ()
    formerly: Mapping[str, frozenset[Place]] = field(default_factory=dict)
    former_codes: tuple[str, ...] = ()

    @property
    def outcome(self) -> Status:
        """The status that a dossier earns once every scan of it is read or has failed.

        It is rejected when a person has rejected every paper in it.
        """
        if self.scans and all(scan.state is ScanState.FAILED for scan in self.scans):
            return Status.FAILED
        found = {paper.status for paper in self.documents}
        if found == {DocumentStatus.REJECTED}:
            return Status.REJECTED
        sure = (
            DocumentStatus.ACCEPTED in found
            and DocumentStatus.NEEDS_REVIEW not in found
            and not self.missing
            and not self.doubts
            and all(scan.state is ScanState.READ for scan in self.scans)
        )
        return Status.ACCEPTED if sure else Status.NEEDS_REVIEW

    @property
    def agencies(self) -> tuple[str, str]:
        """Whose people may look at it; only the first one's may change it."""
        return self.agency_code, self.competent_agency_code

    def document(self, document_id: str) -> Document:
        """Raises StopIteration for one that is none of its documents."""
        return next(it for it in self.documents if it.id == document_id)

    @property
    def reason(self) -> Complaint | None:
        """Why it failed: for a reason of its own, or for that of all its files."""
        if self.complaint or self.status is not Status.FAILED:
            return self.complaint
        reasons = {scan.complaint for scan in self.scans if scan.complaint}
        return reasons.pop() if len(reasons) == 1 else NOTHING_READ
