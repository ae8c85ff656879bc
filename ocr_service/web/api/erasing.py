"""Erasing a dossier: what remains is that it was here, and who erased it."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel, Field

from ocr_service.actions.erase import erase
from ocr_service.domain.erasure import LONGEST_REASON, Tombstone
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import Json, answer
from ocr_service.web.api import DOSSIERS, PREFIX, SECURITY, problems
from ocr_service.web.shapes import DossierPath

api = APIBlueprint(
    "erasing", __name__, url_prefix=PREFIX, abp_tags=[DOSSIERS], abp_security=SECURITY
)


class EraseQuery(BaseModel):
    reason: str = Field(
        "",
        max_length=LONGEST_REASON,
        pattern=r"^[^\x00-\x1f]*$",
        description="Lý do, giữ lại trong nhật ký; không ghi thông tin cá nhân.",
    )


class Erased(BaseModel):
    """What was taken away of one dossier."""

    dossier_id: str
    erased_at: str
    files: int
    pages: int
    documents: int


class ErasedList(BaseModel):
    """``files_left``: files that are still to be taken away; the system goes on by itself."""

    items: list[Erased]
    files_left: int


@api.delete(
    "/dossiers/<dossier_id>",
    summary="Xóa hẳn một hồ sơ",
    responses={200: ErasedList, **problems(403, 404, 410, 503)},
)
def delete_dossier(path: DossierPath, query: EraseQuery) -> Response:
    own_dossiers().agencies(path.dossier_id)
    done = erase(path.dossier_id, query.reason, custody=services().custody)
    items = [stone_json(stone) for stone in done.stones]
    return answer({"items": items, "files_left": done.files_left})


def stone_json(stone: Tombstone) -> Json:
    return {
        "dossier_id": stone.dossier_id,
        "erased_at": stone.erased_at.isoformat(),
        **stone.counts,
    }
