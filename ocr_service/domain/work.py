"""Work to be done on a dossier: the row that workers claim, whatever the queue may forget."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ocr_service.domain.dossier import Priority
from ocr_service.domain.errors import Complaint, Conflict

READING_FAILED = Complaint(
    "reading_failed",
    "Máy đọc đã dừng nhiều lần ở cùng một chỗ trong tệp này.",
    "Hãy quét lại hoặc xuất lại tệp rồi gửi lại; nếu vẫn lỗi, báo người quản trị.",
)
UNDERSTANDING_FAILED = Complaint(
    "understanding_failed",
    "Các trang đã được đọc nhưng không lập được dữ liệu của hồ sơ.",
    "Hãy bấm đọc lại hồ sơ; nếu vẫn lỗi, báo người quản trị.",
)


class WorkKind(StrEnum):
    """``open``: count a scan's pages and plan; ``read``: some pages; ``settle``: understand."""

    OPEN = "open"
    READ = "read"
    SETTLE = "settle"


class WorkState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class LeaseLost(Conflict):
    """The work was given to somebody else meanwhile: stop, and write nothing more."""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work, done by one worker at a time.

    ``round`` is that of its dossier: a retry or further files begin the next one.
    ``agency_code`` is the dossier's too: agencies take turns.
    ``first`` and ``last`` are pages of the scan, both included (0 when it is not a reading).
    ``attempts`` counts the tries since the last page that was kept. ``lease`` is the secret of
    the try that holds the work, ``owner`` the worker; ``until`` is when it is no longer believed.
    ``request_id`` led to it, for the logs.
    """

    id: str
    kind: WorkKind
    dossier_id: str
    round: int = 1
    priority: Priority = Priority.BATCH
    agency_code: str = ""
    scan_id: str = ""
    first: int = 0
    last: int = 0
    state: WorkState = WorkState.WAITING
    attempts: int = 0
    not_before: datetime | None = None
    owner: str = ""
    lease: str = ""
    until: datetime | None = None
    request_id: str = ""

    @property
    def pages(self) -> int:
        return self.last - self.first + 1 if self.first else 0

    @property
    def last_word(self) -> Complaint:
        """What is said when every attempt was in vain."""
        return UNDERSTANDING_FAILED if self.kind is WorkKind.SETTLE else READING_FAILED
