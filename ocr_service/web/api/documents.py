"""Documents, their records and the kept pictures of their pages."""

from flask import Response, request, send_file
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.domain.errors import NotFound
from ocr_service.domain.media import HEAD, sniff
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import answer, one_document_json, tag_of
from ocr_service.web.api import DOCUMENTS, PREFIX, SECURITY, problems
from ocr_service.web.blinds import as_seen
from ocr_service.web.shapes import DocumentPath, OneDocument, PicturePath
from ocr_service.web.trail import shown

PICTURE = {
    "description": "The kept picture, upright",
    "content": {
        kind: {"schema": {"type": "string", "format": "binary"}}
        for kind in ("image/jpeg", "image/png")
    },
}

api = APIBlueprint(
    "documents", __name__, url_prefix=PREFIX, abp_tags=[DOCUMENTS], abp_security=SECURITY
)


@api.get(
    "/documents/<document_id>",
    summary="Một giấy tờ và dữ liệu của nó",
    responses={200: OneDocument, **problems(404, 503)},
)
def get_document(path: DocumentPath) -> Response:
    dossier, document = own_dossiers().document(path.document_id)
    body = one_document_json(as_seen(document), dossier)
    shown(dossier, document.id, document_type=document.document_type)
    return answer(body, headers={"ETag": tag_of(document)})


@api.get(
    "/documents/<document_id>/pages/<int:number>",
    summary="Ảnh một trang của giấy tờ",
    responses={200: PICTURE, **problems(404, 503)},
)
def get_picture(path: PicturePath) -> Response:
    dossiers = own_dossiers()
    dossier, document = dossiers.document(path.document_id)
    if path.number not in document.pages:
        raise NotFound(f"document {document.id} has no page {path.number}")
    picture = dossiers.picture(dossier.id, path.number)
    place = services().files.path(picture)
    with place.open("rb") as file:
        kind = sniff(file.read(HEAD))
    shown(dossier, document.id, page=path.number)
    # Only who names this very picture is told that nothing has changed.
    sure = not request.if_none_match.star_tag and request.if_modified_since is None
    kind = kind or "application/octet-stream"
    response = send_file(place, mimetype=kind, etag=picture, conditional=sure)
    del response.headers["Last-Modified"]
    return response
