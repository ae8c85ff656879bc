"""Documents as searchable PDF/A-2b, and copies of them with the agency's digital signature."""

import logging

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.facsimile import Facsimile, facsimile, pieces
from ocr_service.actions.sign import Desk, TooLong, sign_copy, still_holds
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.domain.reuse import Filed, Revoked
from ocr_service.domain.signing import SignedCopy
from ocr_service.signing import KeyTrouble
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.answers import Json, answer
from ocr_service.web.api import DOCUMENTS, PREFIX, SECURITY, problems
from ocr_service.web.blinds import hidden
from ocr_service.web.problems import Refusal
from ocr_service.web.record_answers import own_records
from ocr_service.web.shapes import DocumentPath
from ocr_service.web.signed_shapes import SignedCopyShown
from ocr_service.web.trail import shown

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/pdf"
CONTENT = {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}
FILE = {
    "description": "Searchable PDF/A-2b: colour pages with an invisible text layer",
    "content": CONTENT,
}
SIGNED_FILE = {
    "description": "The same with the agency's signature (PAdES), while nothing has changed since",
    "content": CONTENT,
}

api = APIBlueprint("pdfs", __name__, url_prefix=PREFIX, abp_tags=[DOCUMENTS], abp_security=SECURITY)


@api.get(
    "/documents/<document_id>/file.pdf",
    summary="Tệp PDF/A-2b tìm kiếm được của một giấy tờ",
    responses={200: FILE, **problems(404, 409, 503)},
)
def get_pdf(path: DocumentPath) -> Response:
    dossier, document = seen(path)
    of = facsimile_of(dossier, document, record_of(document))
    content = pieces(of, dossiers=own_dossiers(), files=services().files)
    shown(dossier, document.id, file="pdf", pages=len(document.pages))
    return Response(content, mimetype=MEDIA_TYPE, headers=named(document.id))


@api.post(
    "/documents/<document_id>/signed-copies",
    summary="Ký số bản sao của một giấy tờ đã chấp nhận bằng khóa của cơ quan",
    responses={201: SignedCopyShown, **problems(403, 404, 409, 503)},
)
def post_signed_copy(path: DocumentPath) -> Response:
    dossier, document = seen(path)
    parts, record = services(), record_of(document)
    if parts.signer is None:
        raise Refusal("signing_off")
    if record is None:
        raise Refusal("not_accepted")
    caller().must_see(record.agency_code)  # whoever only decides on it makes no copy
    usable(record)
    if not parts.signer.serves(record.agency_code):
        raise Refusal("signing_not_for")
    of = facsimile_of(dossier, document, record)
    desk = Desk(own_dossiers(), parts.files, parts.signed)
    try:
        copy = sign_copy(record, of, signer=parts.signer, desk=desk)
    except TooLong as long:
        raise Refusal("too_long_to_sign") from long
    except KeyTrouble as trouble:
        log.error("signing: %s", trouble)
        raise Refusal("signing_key") from trouble
    return answer(copy_json(copy), 201)


@api.get(
    "/documents/<document_id>/signed.pdf",
    summary="Bản sao ký số của một giấy tờ",
    responses={200: SIGNED_FILE, **problems(404, 409, 503)},
)
def get_signed_pdf(path: DocumentPath) -> Response:
    dossier, document = seen(path)
    copy = services().signed.newest(document.id)
    if copy is None:
        raise Refusal("not_signed")
    record = record_of(document)
    usable(record)
    of = facsimile_of(dossier, document, record)
    if not still_holds(copy, of, dossiers=own_dossiers()):
        raise Refusal("signed_before")
    kept = services().files.path(copy.sha256)
    shown(dossier, document.id, file="signed pdf", pages=len(document.pages))
    return Response(kept.read_bytes(), mimetype=MEDIA_TYPE, headers=named(document.id))


def seen(path: DocumentPath) -> tuple[Dossier, Document]:
    """Raises Conflict while it is to be keyed unseen: the file shows all."""
    dossier, document = own_dossiers().document(path.document_id)
    if hidden(document):
        raise Conflict(f"document {document.id} is still to be keyed unseen")
    return dossier, document


def facsimile_of(dossier: Dossier, document: Document, record: Filed | None) -> Facsimile:
    """As the pages lie at this moment: while the file is written, somebody may move them."""
    return facsimile(dossier, document, record, dossiers=own_dossiers())


def record_of(document: Document) -> Filed | None:
    try:
        return own_records().get(document.id)
    except NotFound:
        return None


def usable(record: Filed | None) -> None:
    """Raises Revoked: no copy of a paper that was taken back goes out in an agency's name."""
    if record and record.revoked:
        raise Revoked(f"record {record.id} was taken back")


def named(document_id: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{document_id}.pdf"'}


def copy_json(copy: SignedCopy) -> Json:
    return {
        "id": copy.id,
        "document_id": copy.document_id,
        "signed_at": copy.signed_at.isoformat(),
        "signer": copy.signer,
        "level": copy.level.value,
        "sha256": copy.sha256,
        "size": copy.size,
    }
