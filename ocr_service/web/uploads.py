"""Files from a multipart body straight into the file store: hashed and capped on the way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any, TypeVar, cast

from flask import Flask, Request, Response, request
from pydantic import BaseModel
from werkzeug.datastructures import FileStorage

from ocr_service.actions import room
from ocr_service.actions.receive import Arrival
from ocr_service.actions.services import Services
from ocr_service.actions.upload import Unfinished, whole
from ocr_service.domain.errors import NotFound
from ocr_service.storage import Draft
from ocr_service.web.access import SERVICES, caller, services
from ocr_service.web.problems import ProblemPart, Refusal
from ocr_service.web.slots import MULTIPART, take_share

MB = 2**20
FILES = "files"
FORM_MEMORY = MB  # all fields but the files together
MOST_FIELDS = 20
NO_SUCH_UPLOAD = "Tệp tải lên này không còn: đã dùng rồi, hoặc để quá 24 giờ. Hãy tải lên lại."
UNFINISHED = "Tệp này chưa tải lên xong. Hãy tải tiếp cho xong rồi gửi lại."
View = TypeVar("View", bound=Callable[..., Response])


class Capped:
    """A draft as the parser of multipart bodies wants it: written once, never read."""

    def __init__(self, draft: Draft, most: int) -> None:
        self.draft = draft
        self._most = most

    def write(self, piece: bytes) -> int:
        if self.draft.size + len(piece) > self._most:
            raise Refusal("request_too_large", f"Mỗi tệp tối đa {self._most // MB} MB.")
        return self.draft.write(piece)

    def seek(self, *_: int) -> int:
        return 0

    def close(self) -> None:
        self.draft.drop()


class UploadRequest(Request):
    """A request whose files never lie in memory nor twice on the disk."""

    drafts: list[Draft]

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del total_content_length, content_type, filename, content_length  # claims, not facts
        draft = services().files.draft()
        self.__dict__.setdefault("drafts", []).append(draft)
        return cast("IO[bytes]", Capped(draft, services().settings.max_file_mb * MB))


def add_uploads(app: Flask) -> None:
    app.request_class = UploadRequest
    app.teardown_request(drop_drafts)


def serve_with(app: Flask, parts: Services) -> None:
    """The house's own parts, and how much they take of one request."""
    app.config["MAX_CONTENT_LENGTH"] = parts.settings.max_request_mb * MB
    app.config["MAX_FORM_MEMORY_SIZE"] = FORM_MEMORY
    app.config["MAX_FORM_PARTS"] = parts.settings.max_files + MOST_FIELDS
    app.extensions[SERVICES] = parts


def drop_drafts(_: BaseException | None) -> None:
    """Whatever was not kept by the end of the request is forgotten."""
    for draft in request.__dict__.get("drafts", ()):
        draft.drop()


def check_room() -> None:
    """Raises Unavailable when there is no room for what may come: on the disk, or in the queue."""
    parts, coming = services(), request.content_length or 0
    room.check_room(coming, parts.settings, files=parts.files, bell=parts.bell)


def arrivals() -> list[Arrival]:
    """The files of this request, in order; raises Refusal, Unavailable, HTTPException."""
    if request.mimetype != MULTIPART:
        raise Refusal("not_multipart")
    take_share()
    check_room()
    return [arrival(file) for file in request.files.getlist(FILES)]


@contextmanager
def uploaded(ids: str, came: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """All that was sent: the files of this request, then those uploaded before.

    Once these are somebody's, their uploads are forgotten. Raises Refusal.
    """
    wanted = [one.strip() for one in ids.split(",") if one.strip()]
    check_count(len(came) + len(wanted))
    yield [*came, *(upload(one, place) for place, one in enumerate(wanted))]
    if wanted:
        services().uploads.forget(wanted, caller().id)


def check_count(files: int) -> None:
    if not files:
        part = ProblemPart(
            pointer=f"/{FILES}", code="missing", detail="Phải có ít nhất một tệp trong trường này."
        )
        raise Refusal("invalid_request", parts=[part])
    if files > services().settings.max_files:
        raise Refusal("request_too_large", f"Tối đa {services().settings.max_files} tệp một lần.")


def upload(upload_id: str, place: int) -> Arrival:
    parts = services()
    try:
        found = parts.uploads.find(upload_id, caller().id)
        return Arrival(found.filename, whole(found, files=parts.files, uploads=parts.uploads))
    except NotFound as gone:
        raise refused(place, "unknown_upload", NO_SUCH_UPLOAD) from gone
    except Unfinished as unfinished:
        raise refused(place, "unfinished_upload", UNFINISHED) from unfinished


def refused(place: int, code: str, detail: str) -> Refusal:
    part = ProblemPart(pointer=f"/uploads/{place}", code=code, detail=detail)
    return Refusal("invalid_request", parts=[part])


def arrival(file: FileStorage) -> Arrival:
    return Arrival(file.filename or "", cast("Capped", file.stream).draft)


def fields() -> Mapping[str, Any]:
    """The other fields as text. (The framework would take a code like 1e5 for a number.)"""
    return {name: text for name, text in request.form.items() if text != ""}


def hand_parsed(**parts: type[BaseModel]) -> Callable[[View], View]:
    """Describes ``parts`` of a request in OpenAPI, and leaves their parsing to the view."""

    def describe(view: View) -> View:
        view.__annotations__ = {**parts, "return": Response}
        vars(view)["__delay_validate_request__"] = True
        return view

    return describe
