"""A report as a request hands it out: to programs and to people alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, current_app

from ocr_service.actions.report import behind, digitization, this_month
from ocr_service.domain.agencies import Agency
from ocr_service.domain.behind import Behind, Spot
from ocr_service.domain.calendar import today
from ocr_service.domain.digitization import Report
from ocr_service.domain.errors import MissingDependency, Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.domain.report import Ask
from ocr_service.exports.portal_columns import columns_json
from ocr_service.exports.portal_files import portal_csv, portal_xlsx
from ocr_service.exports.report_json import report_json
from ocr_service.exports.report_lines import report_csv
from ocr_service.exports.report_paper import Head, recipients_of
from ocr_service.exports.report_sheet import report_xlsx
from ocr_service.web.access import own_agency, services
from ocr_service.web.answers import answer, page_of
from ocr_service.web.report_shapes import BehindQuery, ReportQuery
from ocr_service.web.trail import shown_list, shown_report

JSON, CSV = "application/json", "text/csv"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REMEMBERED, MOST_REMEMBERED = "ocr_reports", 100
YOUNG = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape of the report: what its files are called, and how each is written."""

    name: str
    json: Callable[[Report], dict[str, Any]]
    files: Mapping[str, tuple[str, Callable[[Report], str | bytes]]]


FIGURES = Layout(
    "bao-cao-so-hoa",
    report_json,
    {CSV: ("csv", report_csv), XLSX: ("xlsx", report_xlsx)},
)
PORTAL = Layout(
    "bieu-so-hoa",
    columns_json,
    {CSV: ("csv", portal_csv), XLSX: ("xlsx", portal_xlsx)},
)


def ask_of(query: ReportQuery) -> Ask:
    """Of what is not said, this month or the month of ``to``; raises Forbidden."""
    _, now = this_month()
    until = query.until or max(query.since or now, now)
    since = query.since or until.replace(day=1)
    return Ask(since, until, query.by, own_agency(query.agency_code), query.procedure_code)


def made(ask: Ask, wanted: str, *, fresh: bool = True) -> Report:
    """The report, told to the trail once this request hands it out.

    Not ``fresh``: it may be up to a minute old, which its ``made_at`` tells.
    """
    report = counted(ask) if fresh else remembered(ask)
    told = {"from": ask.since.isoformat(), "to": ask.until.isoformat(), "by": ask.by.value}
    shown_report(ask.agency_code, **told, procedure_code=ask.procedure_code, format=wanted)
    return report


def behind_of(query: BehindQuery) -> tuple[Sequence[Behind], str | None]:
    """Dossiers behind a figure, told to the trail; and where to go on. Raises Forbidden."""
    ask, parts = ask_of(query), services()
    found = behind(
        ask,
        query.which,
        query.wanted,
        Spot.told(query.cursor) if query.cursor else None,
        query.limit + 1,
        reports=parts.reports,
        beside=parts.beside,
    )
    page, following = page_of(found, query.limit, lambda dossier: dossier.spot)
    shown_list(ask.agency_code, [dossier.id for dossier in page])
    return page, following


def counted(ask: Ask) -> Report:
    parts = services()
    return digitization(ask, reports=parts.reports, beside=parts.beside)


def remembered(ask: Ask) -> Report:
    """Counted at most once a minute: a page, its chart and its files tell the same figures."""
    kept: dict[Ask, Report] = current_app.extensions.setdefault(REMEMBERED, {})
    known = kept.get(ask)
    if known and utc_now() - known.made_at < YOUNG:
        return known
    report = counted(ask)
    if len(kept) >= MOST_REMEMBERED:
        kept.clear()
    kept[ask] = report
    return report


def as_file(report: Report, wanted: str, layout: Layout = FIGURES) -> Response:
    if wanted == JSON:
        return answer(layout.json(report), headers={"Vary": "Accept"})
    ending, written = layout.files[wanted]
    return attached(report, layout.name, ending, written(report), wanted)


def on_paper(report: Report, told: Agency) -> Response:
    """The report to print and sign; raises Unavailable where that can't be written here."""
    from ocr_service.exports.report_pdf import report_pdf  # few ask, and it loads for long

    office = services().agencies.office(report.ask.agency_code, told)
    try:
        pdf = report_pdf(report, Head(office, today(), recipients_of(office)))
    except MissingDependency as missing:
        raise Unavailable(str(missing)) from missing
    return attached(report, FIGURES.name, "pdf", pdf, PDF)


def attached(report: Report, name: str, ending: str, content: str | bytes, kind: str) -> Response:
    period = f"{report.ask.since:%Y%m%d}-{report.ask.until:%Y%m%d}"
    told = f'attachment; filename="{name}_{period}.{ending}"'
    headers = {"Content-Disposition": told, "Vary": "Accept"}
    return Response(content, headers=headers, mimetype=kind)
