"""What a dossier is called, what it is for, whose it is to decide on: corrected by people."""

from unicodedata import normalize

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions import codes as action
from ocr_service.actions.codes import Codes
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import answer, missing_json
from ocr_service.web.api import DOSSIERS, PREFIX, SECURITY, problems
from ocr_service.web.edit_shapes import CodesTold, Named, VersionHeader
from ocr_service.web.shapes import DossierPath
from ocr_service.web.tags import seen_version

api = APIBlueprint("codes", __name__, url_prefix=PREFIX, abp_tags=[DOSSIERS], abp_security=SECURITY)


@api.patch(
    "/dossiers/<dossier_id>",
    summary="Sửa mã hồ sơ, thủ tục, cơ quan có thẩm quyền",
    responses={200: Named, **problems(403, 404, 409, 410, 412, 428, 503)},
)
def patch_dossier(path: DossierPath, header: VersionHeader, body: CodesTold) -> Response:
    seen, parts = seen_version(header.if_match), services()
    told = {name: bare(getattr(body, name)) for name in body.model_fields_set}
    after = action.correct(
        path.dossier_id,
        Codes(**told),
        seen,
        dossiers=own_dossiers(),
        store=parts.codes,
        catalogue=parts.catalogue,
    )
    named = {
        "id": after.id,
        "version": after.version,
        "status": after.status.value,
        "dossier_code": after.dossier_code,
        "procedure_code": after.procedure_code,
        "competent_agency_code": after.competent_agency_code,
        "missing": [missing_json(paper, parts.catalogue) for paper in after.missing],
    }
    return answer(named, headers={"ETag": f'"{after.version}"'})


def bare(code: str) -> str:
    return normalize("NFC", code).strip()
