"""A report as its page shows it: words and numbers in the language of whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext

from ocr_service.actions.report import this_month
from ocr_service.domain.behind import Part
from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.points import Points
from ocr_service.domain.report import Ask, By, LeftOut, Measure
from ocr_service.domain.targets import MINUTES
from ocr_service.exports.report_words import (
    BY,
    LEFT_OUT,
    MEANING,
    NAMES,
    NOT_MEASURED,
    row_name,
    subtotal,
)
from ocr_service.web.pages.numbers import (
    Aim,
    _,
    aim,
    format_decimal,
    long,
    many_words,
    minutes_aim,
    percent,
)
from ocr_service.web.pages.targets_waiting import Wait, waits

SHARES = tuple(measure for measure in Measure if measure is not Measure.RECEIVED)
CHARTED = SHARES
TIME = "Thời gian mỗi hồ sơ"  # on pages in hours and days too; files tell it in minutes


@dataclass(frozen=True, slots=True)
class Period:
    name: object
    since: date
    until: date
    here: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Dossiers left out, and why; ``link``: to them, or ""."""

    words: str
    link: str


@dataclass(frozen=True, slots=True)
class Number:
    """One figure as a tile or a cell shows it.

    ``link``: to the dossiers behind it, or ""; ``rest``: to the others of the denominator.
    ``points``: of the index 766, in words.
    """

    name: str
    meaning: str
    value: str
    of: str
    why_none: str
    aim: Aim | None
    left_out: list[Reason]
    link: str = ""
    rest: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """``sum``: its agencies are rows of their own; ``carried``: old codes counted here."""

    name: str
    title: bool  # whether the name is that of a procedure, which stays Vietnamese
    received: Number
    shares: list[Number]
    minutes: Number
    sum: bool
    carried: list[str]


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
        _(BY[report.ask.by]),
        not report.total.figures[Measure.RECEIVED].numerator,
    )


def shown_row(row: Row, ask: Ask) -> ShownRow:
    return ShownRow(
        row.label or _(row_name(row, ask)),
        bool(row.key) and row.by is By.PROCEDURE,
        number(row, Measure.RECEIVED, ask),
        [number(row, measure, ask) for measure in SHARES],
        minutes(row),
        subtotal(row, ask),
        [
            _(
                "gồm hồ sơ mang mã cũ %(code)s, nhập từ %(since)s",
                code=it.label,
                since=it.since.strftime("%d/%m/%Y"),
            )
            for it in row.carried
        ],
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
        left_out(row, measure, figure.left_out, ask) if told else [],
        link(row, ask, measure) if figure.numerator else "",
        link(row, ask, measure, Part.MISSING) if figure.numerator < figure.denominator else "",
        points_words(row.points.get(measure)),
    )


def points_words(points: Points | None) -> str:
    if points is None or points.value is None:
        return ""
    value, most = format_decimal(points.value), format_decimal(points.most)
    return _("%(value)s/%(most)s điểm, ước tính", value=value, most=most)


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
        [Reason(reason(*it), "") for it in sorted(took.left_out.items())] if not row.key else [],
    )


def left_out(row: Row, measure: Measure, counted: Mapping[LeftOut, int], ask: Ask) -> list[Reason]:
    return [
        Reason(reason(why, many), link(row, ask, measure, Part.LEFT_OUT, why))
        for why, many in sorted(counted.items())
    ]


def reason(why: LeftOut, many: int) -> str:
    return f"{many_words(many)}: {_(LEFT_OUT[why])}"


def link(
    row: Row, ask: Ask, measure: Measure, part: Part = Part.COUNTED, why: LeftOut | None = None
) -> str:
    """To the dossiers that stand there."""
    told = {
        "from": ask.since.isoformat(),
        "to": ask.until.isoformat(),
        "by": row.by.value if row.key is not None else "",
        "agency_code": ask.agency_code,
        "procedure_code": ask.procedure_code,
        "measure": measure.value,
        "part": part.value,
        "reason": why.value if why else "",
    }
    given: dict[str, Any] = {name: value for name, value in told.items() if value}
    if row.key is not None:
        given["row"] = row.key
    return url_for("pages.targets_dossiers", **given)
