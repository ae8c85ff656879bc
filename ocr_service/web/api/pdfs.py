"""Documents as searchable PDF/A-2b."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.domain.reuse import Filed
from ocr_service.exports.pdf_about import About, about_paper
from ocr_service.exports.searchable_pdf import Leaf, searchable_pdf
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.api import DOCUMENTS, PREFIX, SECURITY, problems
from ocr_service.web.blinds import hidden
from ocr_service.web.record_answers import own_records
from ocr_service.web.shapes import DocumentPath
from ocr_service.web.trail import shown

MEDIA_TYPE = "application/pdf"
FILE = {
    "description": "Searchable PDF/A-2b: colour pages with an invisible text layer",
    "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
}

api = APIBlueprint("pdfs", __name__, url_prefix=PREFIX, abp_tags=[DOCUMENTS], abp_security=SECURITY)


@api.get(
    "/documents/<document_id>/file.pdf",
    summary="Tệp PDF/A-2b tìm kiếm được của một giấy tờ",
    responses={200: FILE, **problems(404, 409, 503)},
)
def get_pdf(path: DocumentPath) -> Response:
    dossiers = own_dossiers()
    dossier, document = dossiers.document(path.document_id)
    if hidden(document):
        raise Conflict(f"document {document.id} is still to be keyed unseen")
    about = about_of(dossier, document)
    files = services().files
    # As they lie at this moment: while the file is written, somebody may move pages.
    leaves = dossiers.leaves(dossier.id, document.pages)
    for _, picture in leaves:
        files.path(picture)  # what is missing is told before
    shown(dossier, document.id, file="pdf", pages=len(document.pages))
    named = f'inline; filename="{document.id}.pdf"'
    pages = (dossiers.leaf(dossier.id, place) for place, _ in leaves)
    pieces = searchable_pdf((Leaf(page, files.path(page.picture)) for page in pages), about)
    return Response(pieces, mimetype=MEDIA_TYPE, headers={"Content-Disposition": named})


def about_of(dossier: Dossier, document: Document) -> About:
    scans = {scan.id: scan.sha256 for scan in (*dossier.sources, *dossier.scans) if scan.sha256}
    hashes = tuple(dict.fromkeys(scans.values()))
    return about_paper(document, dossier.received_at, record_of(document), hashes)


def record_of(document: Document) -> Filed | None:
    try:
        return own_records().get(document.id)
    except NotFound:
        return None
