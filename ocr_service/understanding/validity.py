"""Tells papers that are no longer valid on the day a dossier comes in."""

from collections.abc import Iterator
from datetime import date

from ocr_service.domain.calendar import months_later
from ocr_service.domain.dossier import Document
from ocr_service.domain.record import Doubt, told
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import Validity

CODE = "no_longer_valid"


def expired(document: Document, catalogue: Catalogue, received: date | None) -> Iterator[Doubt]:
    """One doubt where the paper's last day lies before the day its dossier was received."""
    known = catalogue.document_types.get(document.document_type)
    if known is None or known.validity is None or received is None:
        return
    last = last_day(document, known.validity)
    if last and last < received:
        yield Doubt(
            known.validity.until or known.validity.since,
            CODE,
            f"“{document.title}” chỉ có giá trị đến hết ngày {last:%d/%m/%Y}, trước ngày tiếp nhận "
            f"hồ sơ ({received:%d/%m/%Y}). Hãy yêu cầu giấy tờ còn giá trị.",
        )


def last_day(document: Document, validity: Validity) -> date | None:
    """The last day on which the paper holds: as it says, as the law says, or both; None unknown."""
    days = [
        _day(told(document.record.field(validity.until))),
        _later(_day(told(document.record.field(validity.since))), validity.months),
        validity.ended,
    ]
    return min((day for day in days if day), default=None)


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if len(text) >= 10 else None


def _later(day: date | None, months: int) -> date | None:
    return months_later(day, months) if day and months else None
