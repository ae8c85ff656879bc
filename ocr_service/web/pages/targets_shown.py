"""A report as its page shows it: words and numbers in the language of whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext

from ocr_service.actions.report import this_month
from ocr_service.domain.access import Permit
from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.dossier import Status
from ocr_service.domain.ids import utc_now
from ocr_service.domain.report import OPEN, Ask, By, LeftOut, Measure
from ocr_service.domain.targets import MINUTES
from ocr_service.exports.report_words import LEFT_OUT, MEANING, NAMES, NOT_MEASURED, row_name
from ocr_service.web.access import caller
from ocr_service.web.pages.numbers import Aim, _, aim, long, many_words, minutes_aim, percent

SHARES = tuple(measure for measure in Measure if measure is not Measure.RECEIVED)
CHARTED = SHARES
TIME = "Thời gian mỗi hồ sơ"  # on pages in hours and days too; files tell it in minutes
# Which dossiers a page of theirs can show for a number; of others it has no such filter.
BY_STATUS: Mapping[Measure, str] = {
    Measure.RECEIVED: "",
    Measure.REJECTED: Status.REJECTED.value,
    Measure.FAILED: Status.FAILED.value,
}


@dataclass(frozen=True, slots=True)
class Period:
    name: object
    since: date
    until: date
    here: bool


@dataclass(frozen=True, slots=True)
class Number:
    """One figure as a tile or a cell shows it. ``link``: to the dossiers behind it, or ""."""

    name: str
    meaning: str
    value: str
    of: str
    why_none: str
    aim: Aim | None
    left_out: list[str]
    link: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    name: str
    title: bool  # whether the name is that of a procedure, which stays Vietnamese
    received: Number
    shares: list[Number]
    minutes: Number


@dataclass(frozen=True, slots=True)
class Wait:
    status: str
    many: str
    since: str
    link: str


@dataclass(frozen=True, slots=True)
class ShownReport:
    made_at: object
    total: ShownRow
    rows: list[ShownRow]
    waiting: list[Wait]
    heading: str
    nothing: bool


def periods(ask: Ask) -> list[Period]:
    """This month, this quarter and this year, until today."""
    month, today = this_month()
    quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    before = month - timedelta(days=1)
    year = today.replace(month=1, day=1)
    named = (
        (lazy_gettext("Tháng này"), month, today),
        (lazy_gettext("Tháng trước"), before.replace(day=1), before),
        (lazy_gettext("Quý này"), quarter, today),
        (lazy_gettext("Năm nay"), year, today),
    )
    return [
        Period(name, since, until, (since, until) == (ask.since, ask.until))
        for name, since, until in named
    ]


def shown(report: Report) -> ShownReport:
    return ShownReport(
        report.made_at,
        shown_row(report.total, report.ask),
        [shown_row(row, report.ask) for row in report.rows],
        waits(report),
        _(HEADINGS[report.ask.by]),
        not report.total.figures[Measure.RECEIVED].numerator,
    )


HEADINGS: Mapping[By, str] = {
    By.AGENCY: "Cơ quan",
    By.PROCEDURE: "Thủ tục",
    By.MONTH: "Tháng",
}


def shown_row(row: Row, ask: Ask) -> ShownRow:
    named = bool(row.key)
    name = row_name(row.key, row.label, ask.by)
    return ShownRow(
        name if named else _(name),
        named and ask.by is By.PROCEDURE,
        number(row, Measure.RECEIVED, ask),
        [number(row, measure, ask) for measure in SHARES],
        minutes(row),
    )


def number(row: Row, measure: Measure, ask: Ask) -> Number:
    """What a figure means, and leaves out, is told of all rows together."""
    told = row.key is None
    figure = row.figures[measure]
    whole = measure is Measure.RECEIVED
    share = None if whole else figure.share
    why = None if whole else figure.not_measured
    return Number(
        _(NAMES[measure]),
        _(MEANING[measure]) if told else "",
        many_words(figure.numerator) if whole else percent(share),
        "" if whole else f"{many_words(figure.numerator)}/{many_words(figure.denominator)}",
        _(NOT_MEASURED[why]) if why else "",
        aim(row.targets.get(measure), share),
        left_out(figure.left_out) if told else [],
        link(row, measure, ask) if figure.numerator else "",
    )


def minutes(row: Row) -> Number:
    took = row.minutes
    most = _("9 trong 10 hồ sơ: %(long)s", long=long(took.p90)) if took.p90 is not None else ""
    return Number(
        _(TIME),
        _(MEANING[MINUTES]),
        long(took.median),
        most,
        _("không có hồ sơ nào để tính") if took.median is None else "",
        minutes_aim(row.targets.get(MINUTES), took.median),
        left_out(took.left_out) if row.key is None else [],
        "",
    )


def left_out(counted: Mapping[LeftOut, int]) -> list[str]:
    return [f"{many_words(many)}: {_(LEFT_OUT[why])}" for why, many in sorted(counted.items())]


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


def link(row: Row, measure: Measure, ask: Ask) -> str:
    """To the page of dossiers; "" where its filters cannot show just these."""
    if measure not in BY_STATUS or row.key == "":
        return ""
    by_agency = row.key is not None and ask.by is By.AGENCY
    if not by_agency and ask.agency_code != caller().agency_code:
        return ""  # that page asks for one agency, without those below it
    since, until = days(row, ask)
    by_procedure = row.key is not None and ask.by is By.PROCEDURE
    return dossiers(
        status=BY_STATUS[measure],
        agency=row.key or "" if by_agency else "",
        procedure=row.key or "" if by_procedure else ask.procedure_code,
        **{"from": since.isoformat(), "to": until.isoformat()},
    )


def days(row: Row, ask: Ask) -> tuple[date, date]:
    if not row.key or ask.by is not By.MONTH:
        return ask.since, ask.until
    begins = date.fromisoformat(f"{row.key}-01")
    ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return max(ask.since, begins), min(ask.until, ends)


def dossiers(**filters: str) -> str:
    """The page of dossiers with these filters; "" where whoever looks may not look at them."""
    if not caller().may(Permit.LOOK):
        return ""
    given: dict[str, Any] = {name: value for name, value in filters.items() if value}
    return url_for("pages.dossiers", **given)
