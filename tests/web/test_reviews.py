"""What people say of documents: corrections, acceptance, rejection; never over another's word."""

from threading import Thread
from typing import Any

import pytest

from ocr_service.web import shapes
from tests.fakes import House, scan_of
from tests.web.client import Client
from tests.web.letters import review, settled, with_letters


@pytest.fixture
def house(house: House) -> House:
    return with_letters(house)


@pytest.fixture
def client(house: House) -> Client:
    return Client(house)


def test_a_correction_and_acceptance(client: Client) -> None:
    (document_id,) = settled(client, "helo")
    fields = [
        {"name": "words", "value": "hello"},
        {"name": "written_on", "value": "02/09/2025", "page": 1, "box": [0.1, 0.2, 0.3, 0.4]},
    ]
    answer = review(client, document_id, fields=fields)
    assert answer.status_code == 201
    after = answer.json
    shapes.OneDocument.model_validate(after)
    assert (after["status"], after["doubts"]) == ("accepted", [])
    words, written_on = after["fields"]
    assert (words["value"], words["source"], words["confidence"]) == ("hello", "person", 1.0)
    assert (written_on["value"], written_on["text"]) == ("2025-09-02", "02/09/2025")
    assert written_on["box"] == [0.1, 0.2, 0.3, 0.4]
    again = client.get(f"/documents/{document_id}")
    assert (again.json, again.headers["ETag"]) == (after, answer.headers["ETag"])
    assert client.get(f"/dossiers/{after['dossier_id']}").json["status"] == "accepted"


def test_nobody_writes_over_what_they_have_not_seen(client: Client) -> None:
    (document_id,) = settled(client, "one")
    seen = client.get(f"/documents/{document_id}").headers["ETag"]
    assert review(client, document_id, seen, fields=[{"name": "words", "value": "two"}])
    late = review(client, document_id, seen, verdict="rejected")
    assert (late.status_code, late.json["code"]) == (412, "stale")
    blind = client.post(f"/documents/{document_id}/reviews", json={"verdict": "accepted"})
    assert (blind.status_code, blind.json["code"]) == (428, "precondition_required")
    assert client.get(f"/documents/{document_id}").json["status"] == "accepted"


def test_two_people_on_one_document_and_on_two(client: Client) -> None:
    one, other = settled(client, "one", "other")
    tags = {it: client.get(f"/documents/{it}").headers["ETag"] for it in (one, other)}
    codes: list[tuple[str, int]] = []

    def say(person: Client, document_id: str) -> None:
        fields = [{"name": "words", "value": "else"}]
        answer = review(person, document_id, tags[document_id], fields=fields)
        codes.append((document_id, answer.status_code))

    people = [Thread(target=say, args=(Client(client.house), it)) for it in (one, one, other)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(code for it, code in codes if it == one) == [201, 412]
    assert [code for it, code in codes if it == other] == [201]


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        (
            {"fields": [{"name": "written_on", "value": "ngày mai"}]},
            "/fields/0/value",
            "not_a_date",
        ),
        ({"fields": [{"name": "colour", "value": "red"}]}, "/fields/0/value", "unknown_field"),
        ({"fields": [{"name": "words", "value": [{"a": "b"}]}]}, "/fields/0/value", "not_a_text"),
        ({"fields": [{"name": "words"}]}, "/fields/0/value", "missing"),
        ({"verdict": "perhaps"}, "/verdict", "enum"),
        ({"surprise": 1}, "/surprise", "extra_forbidden"),
    ],
)
def test_what_is_no_value_is_told_by_its_place(
    client: Client, said: dict[str, Any], pointer: str, code: str
) -> None:
    (document_id,) = settled(client, "one")
    answer = review(client, document_id, **said)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    (part,) = answer.json["errors"]
    assert (part["pointer"], part["code"]) == (pointer, code)
    assert client.get(f"/documents/{document_id}").json["status"] == "needs_review"


def test_what_no_database_takes_is_refused(client: Client) -> None:
    (document_id,) = settled(client, "one")
    for wrong in ({"fields": [{"name": "words", "value": "a\0b"}]}, {"reason": "a\x1bb"}):
        answer = review(client, document_id, **wrong)
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")


def test_a_type_that_is_not_known(client: Client) -> None:
    (document_id,) = settled(client, "one")
    answer = review(client, document_id, document_type="poem")
    assert (answer.status_code, answer.json["code"]) == (422, "unknown_type")


def test_a_dossier_is_rejected_with_its_last_paper_and_may_come_back(client: Client) -> None:
    one, other = settled(client, "one", "other")
    dossier_id = review(client, one, verdict="rejected", reason="mờ").json["dossier_id"]

    def status() -> str:
        return str(client.get(f"/dossiers/{dossier_id}").json["status"])

    assert status() == "needs_review"
    review(client, other, verdict="rejected")
    assert status() == "rejected"
    review(client, other, verdict="accepted")
    assert status() == "accepted", "one paper holds, the other was sent away"
    review(client, one, verdict="needs_review")
    assert status() == "needs_review"


def test_a_paper_rejected_is_missing_again(client: Client) -> None:
    (document_id,) = settled(client, "one", procedure_code="birth")
    dossier_id = review(client, document_id, verdict="rejected").json["dossier_id"]
    missing = client.get(f"/dossiers/{dossier_id}").json["missing"]
    assert [paper["document_type"] for paper in missing] == ["letter"]


def test_a_word_once_said_outlives_a_new_reading(house: House, client: Client) -> None:
    (document_id,) = settled(client, "helo")
    said = review(client, document_id, fields=[{"name": "words", "value": "hello"}]).json
    client.send(("2.pdf", scan_of("two")), path=f"/dossiers/{said['dossier_id']}/files")
    house.work_all()
    assert client.get(f"/documents/{document_id}").json == said
    dossier = client.get(f"/dossiers/{said['dossier_id']}").json
    assert [it["status"] for it in dossier["documents"]] == ["accepted", "needs_review"]


def test_while_it_is_read_nobody_reviews(client: Client) -> None:
    (document_id,) = settled(client, "one")
    seen = client.get(f"/documents/{document_id}")
    client.send(("2.pdf", scan_of("two")), path=f"/dossiers/{seen.json['dossier_id']}/files")
    answer = review(client, document_id, seen.headers["ETag"])
    assert (answer.status_code, answer.json["code"]) == (409, "conflict")


def test_another_type_is_understood_anew(client: Client) -> None:
    (document_id,) = settled(client, "one")
    after = review(client, document_id, verdict="needs_review", document_type="note").json
    assert (after["document_type"], after["title"]) == ("note", "Giấy nhắn")
    assert [doubt["code"] for doubt in after["doubts"]] == ["missing"], "as the type asks for"
    kept = review(client, document_id, fields=[{"name": "words", "value": "one"}]).json
    assert (kept["document_type"], kept["status"]) == ("note", "accepted")


def arranged(client: Client, dossier_id: str, kind: str, *pages: int, **more: Any) -> Any:
    """The dossier once its pages are changed."""
    path = f"/dossiers/{dossier_id}"
    tag = {"If-Match": client.get(path).headers["ETag"]}
    order = {"kind": kind, "pages": pages, **more}
    assert client.post(f"{path}/edits", json=order, headers=tag).status_code == 202
    client.house.work_all()
    return client.get(path).json


def test_a_word_outlives_changes_of_pages_that_leave_the_paper_whole(client: Client) -> None:
    _, other = settled(client, "one", "helo")
    fields = [{"name": "words", "value": "hello", "page": 2, "box": [0.1, 0.2, 0.3, 0.4]}]
    said = review(client, other, fields=fields).json
    dossier_id = said["dossier_id"]
    moved = arranged(client, dossier_id, "move", 2, before=1)
    first = moved["documents"][0]
    assert (first["id"], first["status"], first["pages"]) == (other, "accepted", [1])
    words = first["fields"][0]
    assert (words["value"], words["page"], words["box"]) == ("hello", 1, [0.1, 0.2, 0.3, 0.4])
    turned = arranged(client, dossier_id, "turn", 1, by=90)["documents"][0]
    assert (turned["status"], turned["fields"][0]["value"]) == ("needs_review", "hello")
    assert [doubt["code"] for doubt in turned["doubts"]] == ["pages_changed"]
    again = review(client, other).json
    assert (again["status"], again["doubts"]) == ("accepted", [])
