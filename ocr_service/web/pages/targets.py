"""Targets: how much is digitized and used again, against what was set; as tables, chart, files."""

from flask import Response, request
from flask_babel import format_decimal
from flask_babel import gettext as _
from pydantic import ValidationError

from ocr_service.domain.report import By, Measure
from ocr_service.exports.report_chart import Words, chart, charted
from ocr_service.exports.report_words import row_name
from ocr_service.web.access import caller, services
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import page_headers, show
from ocr_service.web.pages.targets_shown import CHARTED, periods, shown
from ocr_service.web.report_shapes import ReportQuery
from ocr_service.web.reports import CSV, XLSX, as_file, ask_of, made
from ocr_service.web.words import words_for

HTML, SVG = "text/html", "image/svg+xml"
INVALID = 422
ASKED = ("from", "to", "by", "agency_code", "procedure_code")
# Opened by itself, too, the picture runs and loads nothing.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def asked() -> dict[str, str]:
    """What the form says; fields left empty say nothing."""
    given = {name: request.args.get(name, "").strip() for name in ASKED}
    return {name: value for name, value in given.items() if value}


def measure_asked() -> Measure:
    given = request.args.get("measure", "")
    return next((it for it in CHARTED if it.value == given), Measure.DIGITIZED)


def understood(given: dict[str, str]) -> tuple[ReportQuery, str]:
    """What is asked; where that can't be, what is asked by nobody, and what is wrong."""
    try:
        return ReportQuery.model_validate(given), ""
    except ValidationError as mistake:
        told = mistake.errors(include_url=False)[0]
        return ReportQuery.model_validate({}), _(words_for(told["type"], told.get("ctx", {})))


def targets() -> Response:
    given = asked()
    query, wrong = understood(given)
    report = made(ask_of(query), HTML, fresh=False)
    drawn = charted(report.rows, measure_asked(), report.ask.by)
    return show(
        "targets/targets.html",
        INVALID if wrong else 200,
        report=shown(report),
        wrong=wrong,
        ask=report.ask,
        query=given if not wrong else {},
        periods=periods(report.ask),
        procedures=services().catalogue.procedures.values(),
        by=list(By),
        measures=CHARTED,
        measure=measure_asked(),
        drawn=len(drawn),
        rows=len(report.rows),
        own=caller().agency_code,
    )


def picture() -> Response:
    """The chart alone: one measure, row by row."""
    report = made(ask_of(ReportQuery.model_validate(asked())), SVG, fresh=False)
    measure, by = measure_asked(), report.ask.by
    rows = [
        (_(row_name(row.key, row.label, by)) if not row.key else row.label, row)
        for row in charted(report.rows, measure, by)
    ]
    drawn = chart(rows, measure, by, Words(_("Đạt được"), _("Mục tiêu"), percents))
    headers = {**page_headers(), "Content-Security-Policy": PICTURE_POLICY}
    return Response(drawn, headers=headers, mimetype=SVG)


def percents(value: float) -> str:
    return f"{format_decimal(round(value, 1))} %"


def as_csv() -> Response:
    return told_as(CSV)


def as_xlsx() -> Response:
    return told_as(XLSX)


def told_as(wanted: str) -> Response:
    return as_file(made(ask_of(ReportQuery.model_validate(asked())), wanted, fresh=False), wanted)


ROUTES: tuple[Route, ...] = (
    ("/targets", "targets", targets, GET),
    ("/targets/chart.svg", "targets_chart", picture, GET),
    ("/targets/report.csv", "targets_csv", as_csv, GET),
    ("/targets/report.xlsx", "targets_xlsx", as_xlsx, GET),
)
