"""A dossier in the shape that provincial systems synchronise with the national portal."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.portal import told_of
from ocr_service.exports.portal_json import portal_json
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import answer
from ocr_service.web.api import DOSSIERS, PREFIX, SECURITY, problems
from ocr_service.web.portal_shapes import PortalDossier
from ocr_service.web.shapes import DossierPath
from ocr_service.web.trail import shown

api = APIBlueprint(
    "portal", __name__, url_prefix=PREFIX, abp_tags=[DOSSIERS], abp_security=SECURITY
)


@api.get(
    "/dossiers/<dossier_id>/portal",
    summary="Hồ sơ theo cấu trúc đồng bộ với Cổng Dịch vụ công quốc gia",
    responses={200: PortalDossier, **problems(404, 410, 503)},
)
def get_portal(path: DossierPath) -> Response:
    parts = services()
    told = told_of(
        path.dossier_id,
        parts.settings.public_url,
        dossiers=own_dossiers(),
        records=parts.records,
        reviews=parts.reviews,
    )
    shown(told.dossier, kind="portal")
    return answer(portal_json(told, parts.catalogue))
