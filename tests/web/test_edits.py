"""Files of a dossier taken away over HTTP, and taken back; what was changed is told."""

import pytest

from ocr_service.web import edit_shapes
from tests.fakes import House, scan_of
from tests.web.clerk import BROKEN, ONE, Desk, kinds
from tests.web.client import Client


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


def test_of_an_erased_dossier_no_change_is_left(client: Client) -> None:
    desk = Desk(client, ONE, BROKEN)
    desk.call("DELETE", f"/files/{desk.dossier['files'][1]['id']}")
    edits = client.house.services.edits
    assert len(edits.of_dossier(desk.id)) == 1
    client.call("DELETE", f"/api/v1/dossiers/{desk.id}")
    assert edits.of_dossier(desk.id) == ()
    assert client.get(f"/dossiers/{desk.id}/edits").status_code == 410
