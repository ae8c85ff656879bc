"""Targets: how much is digitized and used again, against what was set; as tables, chart, files."""

from collections.abc import Sequence

from flask import Response, request
from flask_babel import format_decimal
from flask_babel import gettext as _
from pydantic import ValidationError

from ocr_service.actions.report import label_of
from ocr_service.domain.access import Permit
from ocr_service.domain.agencies import Agency
from ocr_service.domain.errors import NotFound
from ocr_service.domain.report import By, Measure
from ocr_service.exports.report_chart import Words, chart, charted, of_one_tier
from ocr_service.exports.report_words import LEFT_OUT, NAMES, UNNAMED, row_name
from ocr_service.web.access import caller, services
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import page_headers, show
from ocr_service.web.pages.targets_shown import CHARTED, periods, shown
from ocr_service.web.report_shapes import BehindQuery, ReportQuery
from ocr_service.web.reports import (
    CSV,
    FIGURES,
    PDF,
    PORTAL,
    XLSX,
    Layout,
    as_file,
    ask_of,
    behind_of,
    made,
    on_paper,
)
from ocr_service.web.words.mistakes import words_for

HTML, SVG = "text/html", "image/svg+xml"
INVALID = 422
ASKED = ("from", "to", "by", "agency_code", "procedure_code")
OF_DOSSIERS = (*ASKED, "measure", "part", "reason", "cursor")
AT_A_TIME = 50
# Opened by itself, too, the picture runs and loads nothing.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def asked(names: Sequence[str] = ASKED) -> dict[str, str]:
    """What the form says; fields left empty say nothing."""
    given = {name: request.args.get(name, "").strip() for name in names}
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
        rows=len(of_one_tier(report.rows, report.ask.by)),
        own=caller().agency_code,
    )


def dossiers() -> Response:
    """Those behind one figure; what cannot be asked is no page of ours."""
    given = asked(OF_DOSSIERS) | {it: request.args[it] for it in ("row",) if it in request.args}
    try:
        query = BehindQuery.model_validate({**given, "limit": AT_A_TIME})
    except ValidationError:
        raise NotFound("no such figure of a report") from None
    page, following = behind_of(query)
    parts, may_look = services(), caller().may(Permit.LOOK)
    return show(
        "targets/dossiers.html",
        ask=ask_of(query),
        query={name: value for name, value in given.items() if name != "cursor"},
        report={name: value for name, value in given.items() if name in ASKED},
        name=_(NAMES[query.measure]),
        part=query.part,
        reason=_(LEFT_OUT[query.reason]) if query.reason else "",
        row=row_words(query),
        found=[(it, may_look and caller().sees(it.agency_code)) for it in page],
        procedures=parts.catalogue.procedures,
        called=parts.agencies.called,
        now=parts.agencies.now,
        following=following,
        paged="cursor" in given,
    )


def row_words(query: BehindQuery) -> str:
    """What the row is called; "" of all rows."""
    if query.which is None:
        return ""
    by, key = query.which
    return label_of(key, by, services().beside) or _(UNNAMED[by])


def picture() -> Response:
    """The chart alone: one measure, row by row."""
    report = made(ask_of(ReportQuery.model_validate(asked())), SVG, fresh=False)
    measure, by = measure_asked(), report.ask.by
    rows = [
        (row.label or _(row_name(row, report.ask)), row)
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


def as_pdf() -> Response:
    """To print and sign; whose paper it is, the file of agencies tells."""
    report = made(ask_of(ReportQuery.model_validate(asked())), PDF, fresh=False)
    return on_paper(report, Agency(""))


def as_portal() -> Response:
    """In the columns of provincial systems."""
    return told_as(XLSX, PORTAL)


def told_as(wanted: str, layout: Layout = FIGURES) -> Response:
    report = made(ask_of(ReportQuery.model_validate(asked())), wanted, fresh=False)
    return as_file(report, wanted, layout)


ROUTES: tuple[Route, ...] = (
    ("/targets", "targets", targets, GET),
    ("/targets/dossiers", "targets_dossiers", dossiers, GET),
    ("/targets/chart.svg", "targets_chart", picture, GET),
    ("/targets/report.csv", "targets_csv", as_csv, GET),
    ("/targets/report.xlsx", "targets_xlsx", as_xlsx, GET),
    ("/targets/report.pdf", "targets_pdf", as_pdf, GET),
    ("/targets/portal.xlsx", "targets_portal", as_portal, GET),
)
