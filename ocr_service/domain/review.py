"""One person's word on a document. Reviews are only added; of two, the newer one holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ocr_service.domain.page import Box
from ocr_service.domain.record import Doubt, Source, Value

PAGES_CHANGED = Doubt(
    "",
    "pages_changed",
    "Các trang của giấy tờ này đã thay đổi sau khi được chấp nhận; hãy xem lại.",
)


class Verdict(StrEnum):
    """What becomes of the document; the words are those of its status."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    OPEN = "needs_review"  # something was set right, and something is still to be looked at


@dataclass(frozen=True, slots=True)
class Before:
    """What stood in a field before a review of it; ``source`` None: the field was not there."""

    value: Value = None
    text: str = ""
    source: Source | None = None
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of one field; ``value`` None: the paper has none that can be read.

    ``before`` is None in reviews from before it was kept.
    ``text`` is as typed. ``page`` and ``box`` are given where the person showed the place;
    ``place`` is that page as it never changes: its file, and its number there.
    """

    field: str
    value: Value
    text: str = ""
    page: int = 0
    box: Box | None = None
    before: Before | None = None
    place: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """``document_type`` "" leaves the type as understood; ``reason`` is why it was rejected.

    ``doubts`` are raised by what people said: two keyed a field differently.
    ``type_before``: the type it was of, told where that was changed.
    ``pages``: which pages the person looked at, and how they lay; () where that was not noted.
    """

    id: str
    dossier_id: str
    document_id: str
    at: datetime
    reviewer_id: str
    reviewer: str
    verdict: Verdict
    answers: tuple[Answer, ...] = ()
    document_type: str = ""
    reason: str = ""
    doubts: tuple[Doubt, ...] = ()
    type_before: str = ""
    pages: tuple[str, ...] = ()
