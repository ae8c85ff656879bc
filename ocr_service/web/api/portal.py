"""A dossier in the shape that provincial systems synchronise with the national portal."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.portal import Teller, handed_out
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
    teller = Teller(own_dossiers(), parts.records, parts.reviews, parts.settings.public_url)
    told = teller.of(path.dossier_id)
    for it in (told.dossier, *told.later):
        if it.id == path.dossier_id:
            shown(it, kind="portal")
        else:
            parts.audit.append(handed_out(it))
    return answer(portal_json(told, parts.catalogue))
