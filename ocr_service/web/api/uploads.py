"""Files piece by piece, by the tus protocol 1.0.0 (core, creation, termination).

Of our own, for no kept Flask library speaks it, and all bytes must end in our file store.
"""

from base64 import b64decode
from binascii import Error as NotBase64

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from werkzeug.exceptions import HTTPException

from ocr_service.actions import upload as taking
from ocr_service.actions.upload import BrokenOff
from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.domain.upload import Upload
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.answers import Json, answer
from ocr_service.web.api import PREFIX, SECURITY, UPLOADS, problems
from ocr_service.web.problems import Refusal
from ocr_service.web.slots import OFFSET_STREAM, take_share
from ocr_service.web.trail import shown_list
from ocr_service.web.upload_shapes import (
    VERSION,
    CreationHeader,
    PieceHeader,
    TusHeader,
    UploadPath,
)
from ocr_service.web.upload_shapes import Upload as UploadShape
from ocr_service.web.uploads import MB, check_room

SPOKEN = "Tus-Resumable"
TUS = frozenset({"POST", "HEAD", "PATCH", "DELETE"})
FILENAME = "filename"

# Read as it comes, so the framework is told of it here only.
PIECE = {"content": {OFFSET_STREAM: {"schema": {"type": "string", "format": "binary"}}}}

api = APIBlueprint(
    "uploads", __name__, url_prefix=PREFIX, abp_tags=[UPLOADS], abp_security=SECURITY
)


@api.before_request
def speak_tus() -> None:
    """Raises Refusal for another version of the protocol (1.0.0, Tus-Resumable)."""
    if request.method in TUS and request.headers.get(SPOKEN) != VERSION:
        raise Refusal("tus_version")


@api.after_request
def tell_version(response: Response) -> Response:
    response.headers[SPOKEN] = response.headers["Tus-Version"] = VERSION
    if request.method == "OPTIONS":
        response.headers["Tus-Extension"] = "creation,termination"
        response.headers["Tus-Max-Size"] = str(most_bytes())
    return response


@api.post(
    "/uploads",
    summary="Bắt đầu tải một tệp lên theo từng đoạn",
    responses={201: None, **problems(403, 412, 413, 503)},
)
def post_upload(header: CreationHeader) -> Response:
    if header.upload_length > most_bytes():
        most = services().settings.max_file_mb
        raise Refusal("request_too_large", f"Mỗi tệp tối đa {most} MB.")
    check_room()
    name, size = name_in(header.upload_metadata), header.upload_length
    upload = taking.begin(name, size, caller().id, uploads=services().uploads)
    return Response(status=201, headers={"Location": f"{PREFIX}/uploads/{upload.id}"})


@api.patch(
    "/uploads/<upload_id>",
    summary="Gửi tiếp nội dung tệp",
    responses={204: None, **problems(400, 403, 404, 409, 412, 413, 415, 503)},
    openapi_extensions={"requestBody": PIECE | {"required": True}},
)
def patch_upload(path: UploadPath, header: PieceHeader) -> Response:
    parts, upload = services(), own_upload(path.upload_id)
    if request.mimetype != OFFSET_STREAM:
        raise Refusal("not_offset_stream")
    if upload.received != header.upload_offset:
        raise Refusal("offset_conflict")
    if header.upload_offset + (request.content_length or 0) > upload.size:
        raise Refusal("request_too_large", "Nội dung gửi đến dài hơn Upload-Length đã báo.")
    take_share()
    check_room()
    try:
        upload = taking.go_on(upload, read, files=parts.files, uploads=parts.uploads)
    except Conflict as other:
        raise Refusal("offset_conflict") from other
    except BrokenOff as gone:
        raise Refusal("bad_request") from gone
    if upload.finished:
        taking.whole(upload, files=parts.files, uploads=parts.uploads)
    return Response(status=204, headers={"Upload-Offset": str(upload.received)})


@api.get(
    "/uploads/<upload_id>",
    summary="Hỏi một tệp đang tải lên; nội dung đã có trong hồ sơ nào",
    responses={200: UploadShape, **problems(403, 404, 503)},
)
def get_upload(path: UploadPath) -> Response:
    """HEAD tells how much has come, and is answered without content."""
    upload = own_upload(path.upload_id)
    offsets = {"Upload-Offset": str(upload.received), "Upload-Length": str(upload.size)}
    if request.method == "HEAD":
        return Response(status=204, headers=offsets)
    told = upload_json(upload)
    shown_list("", [same["dossier_id"] for same in told["duplicates"]])
    return answer(told, headers=offsets)


@api.delete(
    "/uploads/<upload_id>",
    summary="Bỏ một tệp đang tải lên",
    responses={204: None, **problems(403, 404, 412, 503)},
)
def delete_upload(path: UploadPath, header: TusHeader) -> Response:
    del header
    if not services().uploads.forget([path.upload_id], caller().id):
        raise NotFound(f"no upload {path.upload_id} for this caller")
    return Response(status=204)


def own_upload(upload_id: str) -> Upload:
    return services().uploads.find(upload_id, caller().id)


def upload_json(upload: Upload) -> Json:
    parts = services()
    told: Json = {
        "id": upload.id,
        "filename": upload.filename,
        "size": upload.size,
        "offset": upload.received,
        "sha256": None,
        "duplicates": [],
    }
    if upload.finished:
        file = taking.whole(upload, files=parts.files, uploads=parts.uploads)
        told["sha256"] = file.sha256
        told["duplicates"] = [
            {
                "dossier_id": same.dossier_id,
                "dossier_code": same.dossier_code,
                "filename": same.filename,
                "received_at": same.received_at.isoformat(),
            }
            for same in own_dossiers().same_file(file.sha256)
        ]
    return told


def read(most: int) -> bytes:
    """The next bytes of this request's body; raises BrokenOff."""
    try:
        return request.stream.read(most)
    except (OSError, HTTPException) as gone:
        raise BrokenOff("the sender is gone") from gone


def most_bytes() -> int:
    return services().settings.max_file_mb * MB


def name_in(metadata: str) -> str:
    """The file's name in ``Upload-Metadata`` ("" if none); raises Refusal for what is no base64."""
    pairs = (pair.strip().partition(" ") for pair in metadata.split(","))
    told = {key: value.strip() for key, _, value in pairs}
    try:
        return b64decode(told.get(FILENAME, ""), validate=True).decode()
    except (NotBase64, UnicodeDecodeError) as wrong:
        raise Refusal("bad_request") from wrong
