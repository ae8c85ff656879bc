"""What people change in the pages of a dossier; undone and done again."""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions import arrange
from ocr_service.actions.arrange import Order
from ocr_service.domain.arranging import Edit, EditKind
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import Json, answer
from ocr_service.web.api import DOSSIERS, PREFIX, SECURITY, problems
from ocr_service.web.edit_shapes import (
    Edited,
    EditList,
    EditOrder,
    FilePath,
    ReplacementFields,
    ReplacementForm,
    SeenHeader,
    VersionHeader,
)
from ocr_service.web.problems import ProblemPart, Refusal
from ocr_service.web.shapes import DossierPath
from ocr_service.web.tags import seen_version
from ocr_service.web.uploads import arrivals, fields, hand_parsed

SETTLES_SOON = "1"
NEITHER = ProblemPart(pointer="/page", code="missing", detail="Thiếu trang hoặc tệp cần thay.")

api = APIBlueprint("edits", __name__, url_prefix=PREFIX, abp_tags=[DOSSIERS], abp_security=SECURITY)


@api.get(
    "/dossiers/<dossier_id>/edits",
    summary="Những lần sửa trang của một hồ sơ",
    responses={200: EditList, **problems(403, 404, 410, 503)},
)
def get_edits(path: DossierPath) -> Response:
    own_dossiers().agencies(path.dossier_id)
    stands = arrange.standing_of(path.dossier_id, edits=services().edits)
    redo = edit_json(stands.undone[-1]) if stands.undone else None
    return answer({"items": [edit_json(it) for it in stands.done], "redo": redo, "next": None})


@api.post(
    "/dossiers/<dossier_id>/edits",
    summary="Sửa trang: xoay, chuyển, tách, ghép, đánh dấu trang trắng",
    responses={202: Edited, **problems(403, 404, 409, 410, 412, 428, 503)},
)
def post_edit(path: DossierPath, header: VersionHeader, body: EditOrder) -> Response:
    seen, parts, dossiers = seen_version(header.if_match), services(), own_dossiers()
    order = Order(EditKind(body.kind), tuple(body.pages), body.by, body.before or 0, body.join)
    done = arrange.change(
        path.dossier_id, order, seen, dossiers=dossiers, edits=parts.edits, bell=parts.bell
    )
    return edited(done)


@api.post(
    "/dossiers/<dossier_id>/replacements",
    summary="Thay một trang hoặc một tệp bằng tệp mới gửi",
    responses={202: Edited, **problems(400, 403, 404, 409, 410, 412, 413, 415, 428, 503)},
)
@hand_parsed(path=DossierPath, form=ReplacementForm, header=VersionHeader)
def post_replacement(dossier_id: str) -> Response:
    dossiers, parts = own_dossiers(), services()
    dossiers.agencies(dossier_id)
    seen = seen_version(request.headers.get("If-Match", ""))
    came = arrivals()
    given = ReplacementFields.model_validate(fields())
    stores: Any = {"edits": parts.edits, "bell": parts.bell}
    if given.page:
        done = arrange.replace_page(dossier_id, given.page, came, seen, dossiers=dossiers, **stores)
    elif given.file:
        done = arrange.replace_file(dossier_id, given.file, came, seen, **stores)
    else:
        raise Refusal("invalid_request", parts=[NEITHER])
    return edited(done)


@api.delete(
    "/dossiers/<dossier_id>/edits/last",
    summary="Hoàn tác lần sửa trang gần nhất",
    responses={202: Edited, **problems(403, 404, 409, 410, 412, 428, 503)},
)
def delete_last_edit(path: DossierPath, header: VersionHeader) -> Response:
    return stepped(arrange.undo, path.dossier_id, header)


@api.post(
    "/dossiers/<dossier_id>/edits/redo",
    summary="Làm lại lần sửa trang vừa hoàn tác",
    responses={202: Edited, **problems(403, 404, 409, 410, 412, 428, 503)},
)
def post_redo(path: DossierPath, header: VersionHeader) -> Response:
    return stepped(arrange.redo, path.dossier_id, header)


@api.delete(
    "/dossiers/<dossier_id>/files/<file_id>",
    summary="Bỏ một tệp khỏi hồ sơ (hoàn tác được)",
    responses={202: Edited, **problems(403, 404, 409, 410, 412, 503)},
)
def delete_file(path: FilePath, header: SeenHeader) -> Response:
    """A file's name never means another: `If-Match` is honoured, but not asked for."""
    own_dossiers().agencies(path.dossier_id)
    seen = seen_version(header.if_match) if header.if_match else None
    parts = services()
    done = arrange.take_away(
        path.dossier_id, path.file_id, seen, edits=parts.edits, bell=parts.bell
    )
    return edited(done)


def stepped(step: Callable[..., Edit], dossier_id: str, header: VersionHeader) -> Response:
    """One step back or forth through what people did."""
    own_dossiers().agencies(dossier_id)
    seen, parts = seen_version(header.if_match), services()
    return edited(step(dossier_id, seen, edits=parts.edits, bell=parts.bell))


def edited(edit: Edit) -> Response:
    version = services().progress.versions([edit.dossier_id]).get(edit.dossier_id, 0)
    body = {"edit": edit_json(edit), "version": version}
    location = f"{PREFIX}/dossiers/{edit.dossier_id}"
    return answer(body, 202, {"Location": location, "Retry-After": SETTLES_SOON})


def edit_json(edit: Edit) -> Json:
    return {
        "id": edit.id,
        "at": edit.at.isoformat(),
        "editor": edit.editor,
        "kind": edit.kind.value,
        "pages": [f"{file}/{number}" for file, number in edit.pages],
        "files": [*edit.sent, *edit.taken],
    }
