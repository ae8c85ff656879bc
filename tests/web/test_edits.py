"""What people change in a dossier over HTTP: taken down, carried out, taken back, told."""

import io
from random import Random
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.web import edit_shapes
from tests.fakes import House, scan_of
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


def test_a_file_that_failed_is_taken_away_and_comes_back(client: Client) -> None:
    desk = Desk(client, ONE, BROKEN)
    before = desk.dossier
    assert before["status"] == "needs_review"
    failed = before["files"][1]["id"]
    answer = desk.call("DELETE", f"/files/{failed}")
    assert answer.status_code == 202
    edit_shapes.Edited.model_validate(answer.json)
    without = desk.dossier
    assert (without["status"], len(without["files"])) == ("accepted", 1)
    assert without["documents"] == before["documents"]
    assert kinds(desk) == ["take_away"]

    assert desk.undo().status_code == 202
    assert desk.dossier == before
    assert kinds(desk) == []
    assert desk.redo().status_code == 202
    assert desk.dossier == without
    assert desk.redo().status_code == 409, "nothing is left to be done again"


def test_a_file_that_was_read_takes_its_pages_along(client: Client) -> None:
    desk = Desk(client, ONE, ("2.pdf", scan_of("sure two", "three")))
    desk.call("DELETE", f"/files/{desk.dossier['files'][1]['id']}")
    assert [page["text"] for page in desk.dossier["pages"]] == ["sure one"]
    assert desk.dossier["status"] == "accepted"
    client.send(("3.pdf", scan_of("sure more")), path=f"/dossiers/{desk.id}/files")
    client.house.work_all()
    assert [page["text"] for page in desk.dossier["pages"]] == ["sure one", "sure more"]
    desk.undo()
    texts = [page["text"] for page in desk.dossier["pages"]]
    assert sorted(texts) == ["sure more", "sure one", "sure two", "three"]


def test_what_is_taken_away_is_not_tried_again(client: Client) -> None:
    desk = Desk(client, ONE, BROKEN)
    desk.call("DELETE", f"/files/{desk.dossier['files'][1]['id']}")
    assert client.post(f"/dossiers/{desk.id}/retry").status_code == 409


def test_only_files_of_this_dossier_go(client: Client) -> None:
    desk, other = Desk(client, ONE), Desk(client, ONE)
    file = other.dossier["files"][0]["id"]
    assert desk.call("DELETE", f"/files/{file}").status_code == 404
    assert kinds(desk) == kinds(other) == []


def test_a_file_that_is_being_read_stays(client: Client) -> None:
    sent = client.send(ONE).json["id"]
    (file,) = client.get(f"/dossiers/{sent}").json["files"]
    answer = client.call("DELETE", f"/api/v1/dossiers/{sent}/files/{file['id']}")
    assert (answer.status_code, answer.json["code"]) == (409, "conflict")


def test_while_others_are_read_a_failed_file_may_go(house: House, client: Client) -> None:
    sent = client.send(("0.pdf", b"no paper"), ONE).json["id"]
    failed = client.get(f"/dossiers/{sent}").json["files"][0]["id"]
    assert client.call("DELETE", f"/api/v1/dossiers/{sent}/files/{failed}").status_code == 202
    house.work_all()
    dossier = client.get(f"/dossiers/{sent}").json
    assert (dossier["status"], len(dossier["files"])) == ("accepted", 1)


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [({}, 428, "precondition_required"), ({"If-Match": '"1"'}, 412, "stale")],
)
def test_nobody_changes_what_they_have_not_seen(
    client: Client, headers: dict[str, str], status: int, code: str
) -> None:
    desk = Desk(client, ONE, BROKEN)
    desk.call("DELETE", f"/files/{desk.dossier['files'][1]['id']}")
    answer = desk.call("DELETE", "/edits/last", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert kinds(desk) == ["take_away"]


def test_the_trail_tells_of_it(client: Client) -> None:
    desk = Desk(client, ONE, BROKEN)
    failed = desk.dossier["files"][1]["id"]
    desk.call("DELETE", f"/files/{failed}")
    desk.undo()
    told = client.get(f"/audit?dossier_id={desk.id}&act=dossier.edited").json["items"]
    undone, taken = (entry["remark"] for entry in told)
    assert taken == {"kind": "take_away", "taken": failed}
    assert (undone["kind"], undone["of"]) == ("undo", told[1]["subject"])


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


def test_pages_are_moved_and_papers_keep_their_ids(client: Client) -> None:
    desk = Desk(client, ("1.pdf", scan_of("one", "two", "three")))
    ids = [paper["id"] for paper in desk.dossier["documents"]]
    edit(desk, "move", 3, before=1)
    assert texts(desk) == ["three", "one", "two"]
    assert [it["id"] for it in desk.dossier["documents"]] == [ids[2], ids[0], ids[1]]
    edit(desk, "move", 1, 2)
    assert texts(desk) == ["two", "three", "one"]
    desk.undo()
    desk.undo()
    assert texts(desk) == ["one", "two", "three"]
    client.send(("2.pdf", scan_of("four")), path=f"/dossiers/{desk.id}/files")
    client.house.work_all()
    desk.redo()
    assert texts(desk) == ["three", "one", "two", "four"], "it outlives further files"


def test_a_page_is_turned_and_read_again(client: Client) -> None:
    desk = Desk(client, ("1.pdf", scan_of("one", "two", "three")))
    before, client.house.reader.read_texts[:] = picture(desk, 2), []
    edit(desk, "turn", 2, by=180)
    assert client.house.reader.read_texts == ["two"], "the others stay as they are"
    assert [page["rotation"] for page in desk.dossier["pages"]] == [0, 180, 0]
    assert picture(desk, 2) != before
    edit(desk, "turn", 1, 2, by=270)
    assert [page["rotation"] for page in desk.dossier["pages"]] == [270, 90, 0]
    desk.undo()
    desk.undo()
    assert picture(desk, 2) == before


def test_a_page_is_replaced_and_its_paper_stays_the_same(client: Client) -> None:
    desk = Desk(client, ("1.pdf", scan_of("one", "two", "three")))
    ids = [paper["id"] for paper in desk.dossier["documents"]]
    assert replace_with(desk, "better two", page="2").status_code == 202
    assert texts(desk) == ["one", "better two", "three"]
    assert [paper["id"] for paper in desk.dossier["documents"]] == ids
    assert replace_with(desk, "broken", page="1").status_code == 202
    assert texts(desk) == ["one", "better two", "three"], "what cannot be read replaces nothing"
    desk.undo()
    desk.undo()
    assert texts(desk) == ["one", "two", "three"]
    assert len(desk.dossier["files"]) == 1


def test_a_failed_file_is_replaced_whole(client: Client) -> None:
    desk = Desk(client, BROKEN, ONE)
    before = desk.dossier
    assert replace_with(desk, "sure two", file=before["files"][0]["id"]).status_code == 202
    assert texts(desk) == ["sure two", "sure one"], "it lies where the other lay"
    after = desk.dossier
    assert after["status"] == "accepted"
    desk.undo()
    assert desk.dossier == before
    desk.redo()
    assert desk.dossier == after
    assert replace_with(desk, "x").json["errors"][0]["pointer"] == "/page"


def test_a_blank_page_is_told_and_told_not_to_be(client: Client) -> None:
    desk = Desk(client, ("1.pdf", scan_of("one", "two")))
    edit(desk, "blank", 2)
    assert [page["blank"] for page in desk.dossier["pages"]] == [False, True]
    edit(desk, "not_blank", 2)
    assert [page["blank"] for page in desk.dossier["pages"]] == [False, False]
    desk.undo()
    assert [page["blank"] for page in desk.dossier["pages"]] == [False, True]


@pytest.mark.parametrize(
    ("order", "status", "code"),
    [
        ({"kind": "turn", "pages": [9]}, 404, "not_found"),
        ({"kind": "turn", "pages": [1], "by": 45}, 422, "invalid_request"),
        ({"kind": "move", "pages": [1], "before": 1}, 422, "moved_before_itself"),
        ({"kind": "join", "pages": [1]}, 422, "nothing_before"),
        ({"kind": "split", "pages": []}, 422, "invalid_request"),
    ],
)
def test_what_cannot_be(client: Client, order: Any, status: int, code: str) -> None:
    desk = Desk(client, ONE)
    answer = desk.call("POST", "/edits", json=order)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert kinds(desk) == []


def test_a_dossier_that_was_accepted_is_looked_at_again(client: Client) -> None:
    desk = Desk(client, ("1.pdf", scan_of("sure one", "sure two")))
    assert desk.dossier["status"] == "accepted"
    edit(desk, "turn", 2, by=90)
    after = desk.dossier
    assert (after["status"], after["documents"][0]["status"]) == ("needs_review", "accepted")
    assert [doubt["code"] for doubt in after["documents"][1]["doubts"]] == ["pages_changed"]
    desk.undo()
    assert desk.dossier["status"] == "accepted"


def test_while_it_is_read_pages_stand_still(client: Client) -> None:
    desk = Desk(client, ONE)
    client.send(("2.pdf", scan_of("two")), path=f"/dossiers/{desk.id}/files")
    order = {"kind": "split", "pages": [1]}
    answer = client.post(f"/dossiers/{desk.id}/edits", json=order, headers=desk.tag())
    assert (answer.status_code, answer.json["code"]) == (409, "conflict")


def test_a_part_of_a_batch_is_arranged_for_itself(client: Client) -> None:
    sheet = payload(Separator(Command.NEW_DOSSIER))
    whole = client.settled(("1.pdf", scan_of(sheet, "a", "b", sheet, "c", "d")))
    (part, *_) = whole["split_into"]
    desk = object.__new__(Desk)
    desk.client, desk.id = client, part
    before = texts(desk)
    edit(desk, "move", 2)
    edit(desk, "turn", 2, by=90)
    moved = texts(desk)
    assert sorted(moved) == sorted(before) != moved
    client.send(("2.pdf", scan_of("e")), path=f"/dossiers/{whole['id']}/files")
    client.house.work_all()
    assert texts(desk) == moved, "it outlives that the batch is settled again"
    desk.undo()
    desk.undo()
    assert texts(desk) == before


def test_any_number_of_changes_taken_back_leaves_it_as_it_was(client: Client) -> None:
    """A walk at random, the same each time; what it passes through comes again on the way back."""
    chance = Random(6)
    desk = Desk(client, ("1.pdf", scan_of("a", "b", "", "c")), ("2.pdf", scan_of("d", "e")))
    seen = [desk.dossier]
    while len(seen) < 9:
        if step(desk, chance):
            seen.append(desk.dossier)
    for before in reversed(seen[:-1]):
        assert desk.undo().status_code == 202
        assert desk.dossier == before
    for later in seen[1:]:
        assert desk.redo().status_code == 202
        assert desk.dossier == later


def step(desk: Desk, chance: Random) -> bool:
    """Whether it could be done."""
    count = len(desk.dossier["pages"])
    pages = chance.sample(range(1, count + 1), chance.choice([1, 1, 2]))
    kind = chance.choice(["turn", "move", "split", "join", "blank", "not_blank", "replace"])
    if kind == "replace":
        return replace_with(desk, f"new {chance.random()}", page=str(pages[0])).status_code == 202
    order = {"kind": kind, "pages": pages, "by": chance.choice([90, 180, 270])}
    if kind == "move":
        order |= {"before": chance.randint(1, count), "join": chance.random() < 0.5}
    return desk.call("POST", "/edits", json=order).status_code == 202


def test_of_an_erased_dossier_no_change_is_left(client: Client) -> None:
    desk = Desk(client, ONE, BROKEN)
    desk.call("DELETE", f"/files/{desk.dossier['files'][1]['id']}")
    edits = client.house.services.edits
    assert len(edits.of_dossier(desk.id)) == 1
    client.call("DELETE", f"/api/v1/dossiers/{desk.id}")
    assert edits.of_dossier(desk.id) == ()
    assert client.get(f"/dossiers/{desk.id}/edits").status_code == 410
