"""Blind double keying: what is to be keyed, and what was."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions import keying as action
from ocr_service.actions.answers import BadAnswer
from ocr_service.actions.keying import ToKey
from ocr_service.domain.access import ActorKind
from ocr_service.domain.errors import Forbidden
from ocr_service.web import desk_shapes as shapes
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.answers import Json, answer, one_document_json, tag_of
from ocr_service.web.api import DESK, PREFIX, SECURITY, problems
from ocr_service.web.blinds import as_seen
from ocr_service.web.problems import wrong_value
from ocr_service.web.shapes import DocumentPath, OneDocument

api = APIBlueprint("keyings", __name__, url_prefix=PREFIX, abp_tags=[DESK], abp_security=SECURITY)


@api.get(
    "/documents/<document_id>/blind",
    summary="Những trường còn phải do hai người nhập độc lập",
    responses={200: shapes.FieldsToKey, **problems(403, 404, 503)},
)
def get_blind(path: DocumentPath) -> Response:
    parts = services()
    _, document = own_dossiers().document(path.document_id)
    left = action.to_key(document, keyings=parts.keyings, catalogue=parts.catalogue)
    return answer({"items": [field_json(one) for one in left], "next": None})


@api.post(
    "/documents/<document_id>/keyings",
    summary="Nhập những trường phải do hai người nhập độc lập",
    responses={200: OneDocument, **problems(403, 404, 409, 410, 503)},
)
def post_keyings(path: DocumentPath, body: shapes.KeyingOrder) -> Response:
    if caller().kind is not ActorKind.ACCOUNT:
        raise Forbidden("programs see what is read: they key nothing")
    parts, dossiers = services(), own_dossiers()
    dossier, _ = dossiers.document(path.document_id)
    try:
        document = action.key(
            path.document_id,
            body.fields,
            dossiers=dossiers,
            keyings=parts.keyings,
            catalogue=parts.catalogue,
        )
    except BadAnswer as bad:
        raise wrong_value(bad, f"/fields/{list(body.fields)[bad.place]}") from bad
    shown = one_document_json(as_seen(document), dossier)
    return answer(shown, headers={"ETag": tag_of(document)})


def field_json(one: ToKey) -> Json:
    spec = one.spec
    return {
        "name": spec.name,
        "label": spec.label,
        "kind": spec.kind,
        "options": list(spec.options or ()),
        "done": one.done,
    }
