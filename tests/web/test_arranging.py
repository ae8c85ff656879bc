"""Pages turned, moved, split, joined, replaced over HTTP: carried out, and taken back."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from ocr_service.domain.arranging import Edit, EditKind
from ocr_service.domain.ids import first_id, utc_now
from ocr_service.domain.separator import Command, Separator, payload
from tests.fakes import scan_of
from tests.web.clerk import BROKEN, ONE, Desk, edit, kinds, picture, replace_with, texts
from tests.web.client import Client


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


def test_what_was_accepted_after_a_change_is_looked_at_when_that_is_taken_back(
    client: Client,
) -> None:
    desk = Desk(client, ("1.pdf", scan_of("sure one", "two")))
    edit(desk, "turn", 1, by=90)
    two = desk.dossier["documents"][1]["id"]
    headers = {"If-Match": client.get(f"/documents/{two}").headers["ETag"]}
    client.post(f"/documents/{two}/reviews", json={"verdict": "rejected"}, headers=headers)
    assert desk.dossier["status"] == "accepted"
    desk.undo()
    (one, _) = desk.dossier["documents"]
    assert (one["status"], [it["code"] for it in one["doubts"]]) == (
        "needs_review",
        ["pages_changed"],
    )


def test_acts_count_in_the_order_in_which_they_were_let_in(client: Client) -> None:
    """Not by their ids: the clock of another machine may be behind."""
    desk = Desk(client, ONE, BROKEN)
    edit(desk, "turn", 1, by=90)
    desk.undo()
    file = desk.dossier["files"][1]["id"]
    behind = utc_now() - timedelta(minutes=5)
    act = Edit(first_id(behind), desk.id, behind, "x", "X", EditKind.TAKE_AWAY, taken=(file,))
    client.house.bell.ring(client.house.services.edits.add(act))
    client.house.work_all()
    assert kinds(desk) == ["take_away"]
    assert desk.dossier["status"] == "accepted"
    assert desk.undo().status_code == 202
    assert kinds(desk) == []


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
