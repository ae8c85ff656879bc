"""Dossiers as hand-over packages; whole on the disk first, so that nothing half is ever sent."""

import tempfile
from collections.abc import Iterator
from typing import IO

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.hand_over import Handed, hand_over
from ocr_service.domain.errors import Conflict
from ocr_service.storage.local_files import PIECE, disk_trouble
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.api import DOSSIERS, PREFIX, SECURITY, problems
from ocr_service.web.blinds import hidden
from ocr_service.web.shapes import DossierPath
from ocr_service.web.trail import shown

MEDIA_TYPE = "application/zip"
FILE = {
    "description": "The dossier as Thông tư 05/2025/TT-BNV lays it out (METS, PREMIS, PDF/A)",
    "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
}

api = APIBlueprint(
    "packages", __name__, url_prefix=PREFIX, abp_tags=[DOSSIERS], abp_security=SECURITY
)


@api.get(
    "/dossiers/<dossier_id>/package.zip",
    summary="Gói bàn giao của một hồ sơ",
    responses={200: FILE, **problems(403, 404, 409, 410, 503)},
)
def get_package(path: DossierPath) -> Response:
    dossiers = own_dossiers()
    dossier = dossiers.outline(path.dossier_id)
    if any(hidden(document) for document in dossier.documents):
        raise Conflict(f"dossier {dossier.id} has papers that are still to be keyed unseen")
    out = aside()
    handed = packed(dossier.id, out)
    shown(dossier, package=handed.sha256, bytes=handed.size)
    response = Response(pieces(out), mimetype=MEDIA_TYPE)
    response.call_on_close(out.close)
    response.content_length = handed.size
    response.headers["Content-Disposition"] = f'attachment; filename="{handed.name}.zip"'
    return response


def aside() -> IO[bytes]:
    """A file without a name: whatever becomes of us, nothing of it stays."""
    folder = services().settings.opened
    with disk_trouble():
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder)


def packed(dossier_id: str, out: IO[bytes]) -> Handed:
    parts = services()
    with disk_trouble():
        return hand_over(
            dossier_id,
            out,
            handover=parts.handover,
            dossiers=parts.dossiers,
            files=parts.files,
            catalogue=parts.catalogue,
        )


def pieces(out: IO[bytes]) -> Iterator[bytes]:
    out.seek(0)
    while piece := out.read(PIECE):
        yield piece
