"""A clerk who changes the pages of one dossier over HTTP."""

import io
from typing import Any

from werkzeug.test import TestResponse

from ocr_service.web import edit_shapes
from tests.fakes import scan_of
from tests.web.client import Client

ONE = ("1.pdf", scan_of("sure one"))
BROKEN = ("2.pdf", scan_of("broken"))


class Desk:
    """A clerk at one dossier, who always says what they saw."""

    def __init__(self, client: Client, *files: tuple[str, bytes], **fields: str) -> None:
        self.client = client
        self.id = client.settled(*files, **fields)["id"]

    @property
    def dossier(self) -> Any:
        return self.client.get(f"/dossiers/{self.id}").json

    def tag(self) -> dict[str, str]:
        return {"If-Match": self.client.get(f"/dossiers/{self.id}").headers["ETag"]}

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        """The answer, once workers have carried it out."""
        options.setdefault("headers", self.tag())
        answer = self.client.call(method, f"/api/v1/dossiers/{self.id}{path}", **options)
        self.client.house.work_all()
        return answer

    def undo(self) -> TestResponse:
        return self.call("DELETE", "/edits/last")

    def redo(self) -> TestResponse:
        return self.call("POST", "/edits/redo")


def kinds(desk: Desk) -> list[str]:
    told = desk.client.get(f"/dossiers/{desk.id}/edits").json
    edit_shapes.EditList.model_validate(told)
    return [edit["kind"] for edit in told["items"]]


def texts(desk: Desk) -> list[str]:
    return [page["text"] for page in desk.dossier["pages"]]


def edit(desk: Desk, kind: str, *pages: int, **more: Any) -> TestResponse:
    answer = desk.call("POST", "/edits", json={"kind": kind, "pages": pages, **more})
    assert answer.status_code == 202, answer.json
    edit_shapes.Edited.model_validate(answer.json)
    return answer


def replace_with(desk: Desk, *contents: str, **fields: str) -> TestResponse:
    form = {"files": (io.BytesIO(scan_of(*contents)), "new.pdf"), **fields}
    return desk.call("POST", "/replacements", data=form, content_type="multipart/form-data")


def picture(desk: Desk, page: int) -> bytes:
    (paper,) = [it for it in desk.dossier["documents"] if page in it["pages"]]
    return desk.client.get(f"/documents/{paper['id']}/pages/{page}").data
