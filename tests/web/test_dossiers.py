"""A dossier over HTTP: handed in, asked for, found, added to, tried again."""

import time
from threading import Thread

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.web import shapes
from tests.fakes import House, scan_of
from tests.web.client import Client

ONE = ("a.pdf", scan_of("sure one"))
BROKEN = ("b.pdf", scan_of("broken"))
TEXT = ("c.pdf", b"no paper at all")
EMPTY = ("d.pdf", b"")


def test_a_post_is_answered_where_to_look(client: Client) -> None:
    answer = client.send(ONE, dossier_code="H 1", priority="counter")
    assert answer.status_code == 202
    assert answer.headers["Retry-After"]
    assert shapes.Accepted.model_validate(answer.json).status == "received"
    seen = client.call("GET", answer.headers["Location"])
    assert seen.json["dossier_code"] == "H 1"
    assert seen.json["priority"] == "counter"
    assert client.house.bell.rung[0].priority == "counter"


def test_a_settled_dossier_has_the_shape_that_is_described(client: Client) -> None:
    dossier = client.settled(ONE, ("2.pdf", scan_of("two", "three")), procedure_code="birth")
    shapes.Dossier.model_validate_json(client.get(f"/dossiers/{dossier['id']}").data)
    assert dossier["status"] == "needs_review"
    assert [page["number"] for page in dossier["pages"]] == [1, 2, 3]
    assert [page["file_page"] for page in dossier["pages"]] == [1, 1, 2]
    assert dossier["pages"][2]["file"] == dossier["files"][1]["id"]
    assert [paper["pages"] for paper in dossier["documents"]] == [[1], [2], [3]]
    assert dossier["missing"] == []


def test_codes_are_kept_as_they_were_written(client: Client) -> None:
    for code in ("0012", "1e5", "true", "[1]"):
        answer = client.send(ONE, dossier_code=code)
        assert client.get(f"/dossiers/{answer.json['id']}").json["dossier_code"] == code


def test_metadata_and_times_are_given_back(client: Client) -> None:
    answer = client.send(ONE, metadata='{"quầy": 3}', received_at="2026-11-24T08:00:00+07:00")
    dossier = client.get(f"/dossiers/{answer.json['id']}").json
    assert dossier["metadata"] == {"quầy": 3}
    assert dossier["received_at"] == "2026-11-24T01:00:00+00:00"


def test_bad_files_fail_alone(client: Client) -> None:
    dossier = client.settled(TEXT, ONE, EMPTY, BROKEN)
    assert [file["status"] for file in dossier["files"]] == ["failed", "read", "failed", "failed"]
    codes = [file["problem"] and file["problem"]["code"] for file in dossier["files"]]
    assert codes == ["unsupported_type", None, "empty_file", "damaged_file"]
    assert all(file["problem"]["remedy"] for file in dossier["files"] if file["problem"])
    assert [page["text"] for page in dossier["pages"]] == ["sure one"]
    assert dossier["status"] == "needs_review"


def test_nothing_but_bad_files_is_turned_away(client: Client) -> None:
    answer = client.send(TEXT)
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_type")
    answer = client.send(EMPTY, TEXT)
    assert (answer.status_code, answer.json["code"]) == (422, "unreadable")
    assert [part["pointer"] for part in answer.json["errors"]] == ["/files/0", "/files/1"]
    assert client.get("/dossiers").json["items"] == []


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("Gia\u0302\u0301y khai sinh.pdf", "Gi\u1ea5y khai sinh.pdf"),
        ("..", "khong-ten"),
    ],
)
def test_names_are_for_people_only(client: Client, sent: str, shown: str) -> None:
    answer = client.send((sent, ONE[1]))
    (file,) = client.get(f"/dossiers/{answer.json['id']}").json["files"]
    assert file["filename"] == shown


def test_etag_spares_what_is_known(client: Client) -> None:
    dossier = client.settled(ONE)
    tag = client.get(f"/dossiers/{dossier['id']}").headers["ETag"]
    again = client.get(f"/dossiers/{dossier['id']}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    client.send(ONE, path=f"/dossiers/{dossier['id']}/files")
    changed = client.get(f"/dossiers/{dossier['id']}", headers={"If-None-Match": tag})
    assert changed.status_code == 200


def test_wait_holds_until_it_settles(client: Client) -> None:
    answer = client.send(ONE)
    reading = Thread(target=lambda: (time.sleep(0.3), client.house.work_all()))
    reading.start()
    begun = time.monotonic()
    dossier = client.get(f"/dossiers/{answer.json['id']}?wait=20").json
    reading.join()
    assert dossier["status"] == "accepted"
    assert 0.2 < time.monotonic() - begun < 10


def test_wait_gives_up_in_time(client: Client) -> None:
    answer = client.send(ONE)
    begun = time.monotonic()
    held = client.get(f"/dossiers/{answer.json['id']}?wait=0.3")
    assert held.json["status"] == "received"
    assert held.headers["Retry-After"]
    assert time.monotonic() - begun < 5
    assert client.get(f"/dossiers/{answer.json['id']}?wait=31").status_code == 422


def test_more_files_begin_a_new_round(client: Client) -> None:
    dossier = client.settled(ONE)
    path = f"/dossiers/{dossier['id']}"
    assert client.send(("2.pdf", scan_of("sure two")), path=f"{path}/files").status_code == 202
    assert client.get(path).json["status"] == "received"
    client.house.work_all()
    after = client.get(path).json
    assert after["status"] == "accepted"
    assert [paper["pages"] for paper in after["documents"]] == [[1], [2]]
    assert after["documents"][0]["id"] == dossier["documents"][0]["id"]


def test_retry_is_for_what_has_failed(client: Client) -> None:
    good, bad = client.settled(ONE), client.settled(BROKEN)
    assert bad["status"] == "failed"
    refused = client.post(f"/dossiers/{good['id']}/retry")
    assert (refused.status_code, refused.json["code"]) == (409, "conflict")
    assert client.post(f"/dossiers/{bad['id']}/retry").status_code == 202
    assert client.get(f"/dossiers/{bad['id']}").json["status"] == "received"


def test_a_failed_dossier_says_why(client: Client) -> None:
    alone, mixed = client.settled(BROKEN), client.settled(BROKEN, ("empty.pdf", b""))
    assert alone["problem"] == alone["files"][0]["problem"]
    assert {file["problem"]["code"] for file in mixed["files"]} == {"damaged_file", "empty_file"}
    assert mixed["problem"]["code"] == "unreadable"
    assert mixed["problem"]["remedy"]
    assert client.settled(ONE, BROKEN)["problem"] is None


def test_dossiers_are_found_page_by_page(client: Client) -> None:
    for code in "abcde":
        client.send(ONE, dossier_code=code, agency_code="H42")
    client.settled(ONE, agency_code="H43", received_at="2020-01-01T00:00:00Z")
    first = client.get("/dossiers?agency_code=H42&limit=3").json
    rest = client.get(f"/dossiers?agency_code=H42&limit=3&cursor={first['next']}").json
    found = [dossier["dossier_code"] for dossier in first["items"] + rest["items"]]
    assert found == list("edcba")
    assert rest["next"] is None
    shapes.DossierList.model_validate(client.get("/dossiers").json)
    early = client.get("/dossiers?received_to=2021-01-01T00:00:00Z").json["items"]
    assert [dossier["agency_code"] for dossier in early] == ["H43"]
    assert len(client.get("/dossiers?status=accepted").json["items"]) == 6
    assert len(client.get("/dossiers?dossier_code=c").json["items"]) == 1
    assert client.get("/dossiers?procedure_code=none").json["items"] == []


def test_a_procedure_not_known_is_said(client: Client) -> None:
    dossier = client.settled(ONE, procedure_code="birht")
    assert [doubt["code"] for doubt in dossier["doubts"]] == ["unknown_procedure"]


def test_a_document_and_its_picture(client: Client) -> None:
    dossier = client.settled(ONE, ("2.pdf", scan_of("two")))
    paper = dossier["documents"][1]
    answer = client.get(f"/documents/{paper['id']}")
    shapes.OneDocument.model_validate_json(answer.data)
    assert answer.json["dossier_id"] == dossier["id"]
    picture = client.get(f"/documents/{paper['id']}/pages/2")
    assert picture.mimetype == "image/png"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert picture.data.endswith(b"two")
    for other in ("1", "3", "0", "99999999"):
        assert client.get(f"/documents/{paper['id']}/pages/{other}").status_code == 404


def test_an_agency_sees_its_own_only(house: House, client: Client) -> None:
    _, secret = add_key("H42", agency_code="H42", keys=house.services.keys)
    own, other = Client(house, secret), client.settled(ONE, agency_code="H43")
    mine = own.settled(ONE)
    assert mine["agency_code"] == "H42"
    assert [seen["id"] for seen in own.get("/dossiers").json["items"]] == [mine["id"]]
    paper = other["documents"][0]["id"]
    for path in (f"/dossiers/{other['id']}", f"/documents/{paper}", f"/documents/{paper}/pages/1"):
        assert own.get(path).status_code == 404
    assert own.post(f"/dossiers/{other['id']}/retry").status_code == 404
    assert own.send(ONE, path=f"/dossiers/{other['id']}/files").status_code == 404
    assert own.send(ONE, agency_code="H43").status_code == 403
    assert own.get("/dossiers?agency_code=H43").status_code == 403
