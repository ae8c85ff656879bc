"""Places of a page that a person wants read again, now."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions import glance as action
from ocr_service.actions.keying import to_key
from ocr_service.domain.access import ActorKind
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.errors import NotFound
from ocr_service.domain.glance import Glance
from ocr_service.domain.keying import NotKeyedTwice
from ocr_service.domain.page import Box
from ocr_service.exports.record_json import box_json
from ocr_service.web import glance_shapes as shapes
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.answers import Json, answer, complaint_said, written
from ocr_service.web.api import DESK, PREFIX, SECURITY, problems
from ocr_service.web.holds import hold_until
from ocr_service.web.shapes import DocumentPath
from ocr_service.web.trail import shown

RETRY_AFTER = "1"

api = APIBlueprint("glances", __name__, url_prefix=PREFIX, abp_tags=[DESK], abp_security=SECURITY)


@api.post(
    "/documents/<document_id>/glances",
    summary="Đọc lại một chỗ trên trang",
    responses={200: shapes.Glance, 202: shapes.Glance, **problems(403, 404, 503)},
)
def post_glance(
    path: DocumentPath, query: shapes.GlanceQuery, body: shapes.GlanceOrder
) -> Response:
    parts = services()
    dossier, document = own_dossiers().document(path.document_id)
    place = body.page, upright(body.box)
    check_not_blind(document, place, body.field)
    asked = action.ask(
        document, dossier.id, place, body.field, glances=parts.glances, bell=parts.bell
    )
    return told(dossier, waited_for(asked.id, query.wait))


@api.get(
    "/documents/<document_id>/glances/<glance_id>",
    summary="Kết quả đọc lại một chỗ trên trang",
    responses={200: shapes.Glance, 202: shapes.Glance, **problems(403, 404, 503)},
)
def get_glance(path: shapes.GlancePath, query: shapes.GlanceQuery) -> Response:
    dossier, document = own_dossiers().document(path.document_id)
    if services().glances.get(path.glance_id).document_id != document.id:
        raise NotFound(f"no glance {path.glance_id} at document {document.id}")
    services().bell.wake()  # the first ring may have been lost
    return told(dossier, waited_for(path.glance_id, query.wait))


def check_not_blind(document: Document, place: tuple[int, Box], field: str) -> None:
    """Raises NotKeyedTwice for a place that people are to key who have not seen what was read."""
    parts = services()
    if caller().kind is not ActorKind.ACCOUNT:
        return
    for left in to_key(document, keyings=parts.keyings, catalogue=parts.catalogue):
        its = document.record.field(left.spec.name)
        there = its and its.box and its.page == place[0] and its.box.meets(place[1])
        if there or left.spec.name == field:
            raise NotKeyedTwice([left.spec.label])


def upright(corners: tuple[float, float, float, float]) -> Box:
    """Whichever corner it was drawn from."""
    left, top, right, bottom = corners
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def told(dossier: Dossier, glance: Glance) -> Response:
    """With what was read once there is something; until then nothing of the paper."""
    if glance.state.final:
        shown(dossier, glance.document_id, page=glance.page, glance=glance.id)
        return answer(glance_json(glance))
    place = f"{PREFIX}/documents/{glance.document_id}/glances/{glance.id}"
    return answer(glance_json(glance), 202, {"Location": place, "Retry-After": RETRY_AFTER})


def waited_for(glance_id: str, seconds: float) -> Glance:
    """As it stands when it is final, or when the time is over."""
    glances = services().glances
    glances.get(glance_id)
    hold_until(lambda: glances.get(glance_id).state.final, seconds)
    return glances.get(glance_id)


def glance_json(glance: Glance) -> Json:
    seen = glance.seen
    return {
        "id": glance.id,
        "status": glance.state.value if glance.state.final else "waiting",
        "page": glance.page,
        "field": glance.field or None,
        "text": seen.text if seen else None,
        "value": written(seen.value) if seen else None,
        "confidence": round(seen.confidence, 4) if seen else None,
        "box": box_json(seen.box) if seen else None,
        "problem": complaint_said(glance.complaint),
    }
