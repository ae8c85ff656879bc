"""A glance: one place of a page that a person wants read again, now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ocr_service.domain.errors import Complaint
from ocr_service.domain.page import Box
from ocr_service.domain.record import Value

KEPT = timedelta(days=1)  # it holds words of a paper, and is of use only while somebody looks
TRIES = 2
NOTHING_THERE = Complaint(
    "nothing_there",
    "Không đọc được chữ nào trong khung.",
    "Hãy vẽ khung rộng hơn một chút quanh dòng chữ, hoặc tự gõ giá trị.",
)
GAVE_UP = Complaint(
    "reading_failed",
    "Máy đọc đã dừng khi đọc khung này.",
    "Hãy vẽ lại khung khác, hoặc tự gõ giá trị.",
)


class GlanceState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    READ = "read"
    FAILED = "failed"

    @property
    def final(self) -> bool:
        return self in (GlanceState.READ, GlanceState.FAILED)


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands there: the text as read, and as a value of the field's kind.

    ``confidence`` (0..1): the probability that the value is right; ``box``: around the words.
    """

    text: str
    value: Value
    confidence: float
    box: Box


@dataclass(frozen=True, slots=True)
class Glance:
    """``page`` is the running number in the dossier; ``field`` "" where none is meant.

    ``lease`` is the secret of the try that holds it, ``until`` when it is no longer believed.
    """

    id: str
    dossier_id: str
    document_id: str
    document_type: str
    page: int
    box: Box
    field: str = ""
    state: GlanceState = GlanceState.WAITING
    attempts: int = 0
    lease: str = ""
    until: datetime | None = None
    seen: Seen | None = None
    complaint: Complaint | None = None
