"""What waits just now, as the page of targets shows it."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from ocr_service.domain.access import Permit
from ocr_service.domain.digitization import Report
from ocr_service.domain.dossier import Status
from ocr_service.domain.ids import utc_now
from ocr_service.domain.report import OPEN
from ocr_service.web.access import caller
from ocr_service.web.pages.numbers import long, many_words


@dataclass(frozen=True, slots=True)
class Wait:
    status: str
    many: str
    since: str
    link: str


def waits(report: Report) -> list[Wait]:
    """Whatever waits just now, whenever it was received."""
    return [
        Wait(
            status.value,
            many_words(report.waiting.many.get(status, 0)),
            age(report, status),
            dossiers(status=status.value, procedure=report.ask.procedure_code)
            if report.waiting.many.get(status) and report.ask.agency_code == caller().agency_code
            else "",
        )
        for status in OPEN
    ]


def age(report: Report, status: Status) -> str:
    """How long the oldest has waited; "" where none does."""
    since = report.waiting.oldest.get(status)
    if since is None:
        return ""
    return long(max(0.0, (utc_now() - since).total_seconds() / 60))


def dossiers(**filters: str) -> str:
    """The page of dossiers with these filters; "" where whoever looks may not look at them."""
    if not caller().may(Permit.LOOK):
        return ""
    given: dict[str, Any] = {name: value for name, value in filters.items() if value}
    return url_for("pages.dossiers", **given)
