"""Reports: how much is digitized and used again, as JSON, CSV or a workbook."""

from collections.abc import Callable, Mapping

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.report import digitization, this_month
from ocr_service.domain.digitization import Report
from ocr_service.domain.report import Ask
from ocr_service.exports.report_json import report_json
from ocr_service.exports.report_lines import report_csv
from ocr_service.exports.report_sheet import report_xlsx
from ocr_service.web.access import own_agency, services
from ocr_service.web.answers import answer
from ocr_service.web.api import PREFIX, REPORTS, SECURITY, problems
from ocr_service.web.report_shapes import DigitizationReport, ReportQuery
from ocr_service.web.trail import shown_report

JSON, CSV = "application/json", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES: Mapping[str, tuple[str, Callable[[Report], str | bytes]]] = {
    CSV: ("csv", report_csv),
    XLSX: ("xlsx", report_xlsx),
}

api = APIBlueprint(
    "reports", __name__, url_prefix=PREFIX, abp_tags=[REPORTS], abp_security=SECURITY
)


@api.get(
    "/reports/digitization",
    summary="Báo cáo số hóa",
    responses={200: DigitizationReport, **problems(403, 503)},
)
def get_digitization(query: ReportQuery) -> Response:
    ask = ask_of(query)
    wanted = request.accept_mimetypes.best_match([JSON, CSV, XLSX], default=JSON)
    return as_file(made(ask, wanted), wanted)


def ask_of(query: ReportQuery) -> Ask:
    """Of what is not said, this month or the month of ``to``; raises Forbidden."""
    _, today = this_month()
    until = query.until or max(query.since or today, today)
    since = query.since or until.replace(day=1)
    return Ask(since, until, query.by, own_agency(query.agency_code), query.procedure_code)


def made(ask: Ask, wanted: str) -> Report:
    """The report, as this request hands it out."""
    parts = services()
    report = digitization(
        ask, reports=parts.reports, catalogue=parts.catalogue, targets=parts.targets
    )
    told = {"from": ask.since.isoformat(), "to": ask.until.isoformat(), "by": ask.by.value}
    shown_report(ask.agency_code, **told, procedure_code=ask.procedure_code, format=wanted)
    return report


def as_file(report: Report, wanted: str) -> Response:
    if wanted == JSON:
        return answer(report_json(report), headers={"Vary": "Accept"})
    ending, written = FILES[wanted]
    name = f"bao-cao-so-hoa_{report.ask.since:%Y%m%d}-{report.ask.until:%Y%m%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Vary": "Accept"}
    return Response(written(report), headers=headers, mimetype=wanted)
