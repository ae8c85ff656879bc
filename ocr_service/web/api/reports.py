"""Reports: how much is digitized and used again, as JSON, CSV or a workbook."""

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.exports.report_json import behind_json
from ocr_service.web.access import services
from ocr_service.web.answers import answer
from ocr_service.web.api import PREFIX, REPORTS, SECURITY, problems
from ocr_service.web.report_shapes import (
    BehindList,
    BehindQuery,
    DigitizationReport,
    PaperQuery,
    PortalReport,
    ReportQuery,
)
from ocr_service.web.reports import (
    CSV,
    JSON,
    PDF,
    PORTAL,
    XLSX,
    as_file,
    ask_of,
    behind_of,
    made,
    on_paper,
)

api = APIBlueprint(
    "reports", __name__, url_prefix=PREFIX, abp_tags=[REPORTS], abp_security=SECURITY
)


@api.get(
    "/reports/digitization",
    summary="Báo cáo số hóa (JSON; CSV, XLSX hoặc bản in PDF theo Accept)",
    responses={200: DigitizationReport, **problems(403, 503)},
)
def get_digitization(query: PaperQuery) -> Response:
    wanted = request.accept_mimetypes.best_match([JSON, CSV, XLSX, PDF], default=JSON)
    report = made(ask_of(query), wanted)
    return on_paper(report, query.told) if wanted == PDF else as_file(report, wanted)


@api.get(
    "/reports/portal",
    summary="Biểu số hóa theo các cột của hệ thống cấp tỉnh (JSON; CSV hoặc XLSX theo Accept)",
    responses={200: PortalReport, **problems(403, 503)},
)
def get_portal(query: ReportQuery) -> Response:
    wanted = request.accept_mimetypes.best_match([JSON, CSV, XLSX], default=JSON)
    return as_file(made(ask_of(query), wanted), wanted, PORTAL)


@api.get(
    "/reports/digitization/dossiers",
    summary="Những hồ sơ đứng sau một con số của báo cáo",
    responses={200: BehindList, **problems(403, 503)},
)
def get_dossiers(query: BehindQuery) -> Response:
    page, following = behind_of(query)
    agencies = services().agencies
    return answer({"items": [behind_json(it, agencies) for it in page], "next": following})
