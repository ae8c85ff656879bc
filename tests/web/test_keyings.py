"""Blind double keying: two people, neither seeing what was read or keyed; on every database."""

from dataclasses import replace
from threading import Thread

import pytest

from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType, FieldSpec, Recognition
from ocr_service.web import shapes
from tests.fakes import CATALOGUE, House, scan_of
from tests.web.client import Client
from tests.web.keyers import Person

LETTER = DocumentType(
    "letter",
    "Thư",
    Recognition(titles=("thu",)),
    (
        FieldSpec("words", "Chữ", "text", (), keyed_twice=True),
        FieldSpec("written_on", "Ngày viết", "date", ()),
    ),
    {},
)
NOTE = replace(LETTER, code="note", title="Giấy nhắn", fields=LETTER.fields[1:])


@pytest.fixture
def house(house: House) -> House:
    known = Catalogue({"letter": LETTER, "note": NOTE}, CATALOGUE.procedures)
    return replace(house, services=replace(house.services, catalogue=known))


@pytest.fixture
def mai(house: House) -> Person:
    return Person(house, "Mai")


@pytest.fixture
def an(house: House) -> Person:
    return Person(house, "An")


@pytest.fixture
def client(house: House) -> Client:
    return Client(house)


@pytest.fixture
def by_pen(client: Client) -> str:
    """A letter written with a pen."""
    dossier = client.settled(("1.pdf", scan_of("pen secret")))
    return str(dossier["documents"][0]["id"])


def kind_of(client: Client) -> str:
    (waiting,) = client.get("/reviews/queue").json["items"]
    return str(waiting["kind"])


def test_two_agree_and_the_value_is_told(
    client: Client, by_pen: str, mai: Person, an: Person
) -> None:
    assert mai.to_key(by_pen) == {"words": False}
    assert kind_of(client) == "doubt"
    assert mai.key(by_pen, words="Hà Nội").status_code == 200
    assert kind_of(client) == "second_keying"
    assert (mai.to_key(by_pen), an.to_key(by_pen)) == ({"words": True}, {"words": False})
    assert (mai.following(), an.following()) == ("", by_pen), "it waits for another than Mai"
    after = an.key(by_pen, words="Hà Nội").json
    shapes.OneDocument.model_validate(after)
    (words,) = after["fields"]
    assert (words["value"], words["source"]) == ("Hà Nội", "person")
    assert (after["status"], after["doubts"]) == ("needs_review", [])
    assert an.to_key(by_pen) == {}
    assert kind_of(client) == "doubt", "somebody is still to accept it"
    assert an.review(by_pen, verdict="accepted").status_code == 201


def test_neither_sees_what_was_read_or_keyed(
    house: House, client: Client, by_pen: str, mai: Person, an: Person
) -> None:
    dossier_id = client.get(f"/documents/{by_pen}").json["dossier_id"]
    mai.key(by_pen, words="Hà Nội")
    for somebody in (mai, an):
        document = somebody.sees(by_pen)
        (words,) = document["fields"]
        assert (words["value"], words["text"], words["confidence"]) == (None, "", 0.0)
        dossier = somebody.call("GET", f"/dossiers/{dossier_id}").json
        assert "secret" not in str(dossier)
        assert "Hà Nội" not in str(document) + str(dossier)
    assert "secret" in str(client.get(f"/documents/{by_pen}").json), "programs key nothing"
    fields = {"fields": {"words": "pen secret"}}
    assert client.post(f"/documents/{by_pen}/keyings", json=fields).status_code == 403
    told = client.get(f"/audit?document_id={by_pen}&act=document.keyed").json["items"]
    assert [(it["actor_name"], it["remark"]) for it in told] == [("Mai", {"fields": "words"})]
    assert "Hà Nội" not in str(client.get("/audit").json)


def test_they_differ_and_a_third_look_settles(
    client: Client, by_pen: str, mai: Person, an: Person
) -> None:
    mai.key(by_pen, words="Hà Nội")
    after = an.key(by_pen, words="Ha Noi").json
    (doubt,) = after["doubts"]
    assert doubt["code"] == "keyed_differently"
    assert "“Hà Nội” và “Ha Noi”" in doubt["message"]
    assert an.to_key(by_pen) == {}
    assert an.key(by_pen, words="Hà Nội").json["errors"][0]["code"] == "not_to_be_keyed"
    assert an.sees(by_pen)["fields"][0]["value"] == "pen secret", "now all is seen"
    fields = [{"name": "words", "value": "Hà Nội"}]
    settled = mai.review(by_pen, verdict="needs_review", fields=fields).json
    assert (settled["doubts"], settled["fields"][0]["value"]) == ([], "Hà Nội")
    assert mai.review(by_pen, verdict="accepted").status_code == 201


def test_where_they_differ_the_machine_does_not_decide(
    by_pen: str, mai: Person, an: Person
) -> None:
    mai.key(by_pen, words="Hà Nội")
    an.key(by_pen, words="Ha Noi")
    other = [{"name": "written_on", "value": "02/09/2025"}]
    for fields in ([], other):
        answer = an.review(by_pen, verdict="accepted", fields=fields)
        assert (answer.status_code, answer.json["code"]) == (409, "not_settled")
        assert "“Chữ”" in answer.json["detail"]
        assert "nhập giá trị đúng" in answer.json["remedy"]
    said = [{"name": "words", "value": "Hà Nội"}]
    after = an.review(by_pen, verdict="accepted", fields=said).json
    assert (after["status"], after["fields"][0]["value"]) == ("accepted", "Hà Nội")


def test_nobody_accepts_or_tells_it_alone(by_pen: str, mai: Person) -> None:
    fields = [{"name": "words", "value": "Hà Nội"}]
    alone = [
        mai.review(by_pen, verdict="accepted"),
        mai.review(by_pen, verdict="accepted", fields=fields),
        mai.review(by_pen, verdict="needs_review", fields=fields),
    ]
    mai.key(by_pen, words="Hà Nội")
    for answer in (*alone, mai.review(by_pen, verdict="accepted")):
        assert (answer.status_code, answer.json["code"]) == (409, "not_keyed_twice")
        assert "“Chữ”" in answer.json["detail"]
        assert answer.json["remedy"]
    other = [{"name": "written_on", "value": "02/09/2025"}]
    assert mai.review(by_pen, verdict="needs_review", fields=other).status_code == 201
    assert mai.review(by_pen, verdict="rejected", reason="mờ").status_code == 201
    assert mai.to_key(by_pen) == {"words": True}, "it may be taken up again"
    assert "secret" not in str(mai.sees(by_pen))
    assert mai.review(by_pen, verdict="accepted", fields=fields).status_code == 409


def test_one_corrects_oneself_but_is_not_two(by_pen: str, mai: Person, an: Person) -> None:
    mai.key(by_pen, words="Hà Nộ")
    assert mai.key(by_pen, words="Hà Nội").json["fields"][0]["value"] is None
    assert mai.to_key(by_pen) == {"words": True}
    assert an.key(by_pen, words="Hà Nội").json["fields"][0]["value"] == "Hà Nội"


def test_two_at_once_are_two(house: House, by_pen: str, mai: Person, an: Person) -> None:
    threads = [
        Thread(target=somebody.key, args=(by_pen,), kwargs={"words": "Huế"})
        for somebody in (mai, an)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mai.sees(by_pen)["fields"][0]["value"] == "Huế"


def test_print_without_doubt_is_keyed_by_nobody(client: Client, mai: Person) -> None:
    document_id = client.settled(("1.pdf", scan_of("print")))["documents"][0]["id"]
    assert mai.to_key(document_id) == {}
    refused = mai.key(document_id, words="x")
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/fields/words"
    assert mai.review(document_id, verdict="accepted").status_code == 201


def test_what_was_keyed_outlives_a_new_reading(
    house: House, client: Client, by_pen: str, mai: Person, an: Person
) -> None:
    dossier_id = client.get(f"/documents/{by_pen}").json["dossier_id"]
    mai.key(by_pen, words="Hà Nội")
    client.send(("2.pdf", scan_of("sure")), path=f"/dossiers/{dossier_id}/files")
    house.work_all()
    assert kind_of(client) == "second_keying"
    an.key(by_pen, words="Hà Nam")
    before = an.sees(by_pen)
    client.send(("3.pdf", scan_of("sure")), path=f"/dossiers/{dossier_id}/files")
    house.work_all()
    assert an.sees(by_pen) == before
    assert before["doubts"][0]["code"] == "keyed_differently"


def test_what_was_keyed_goes_with_the_type_it_was_keyed_for(
    house: House, client: Client, by_pen: str, mai: Person, an: Person
) -> None:
    mai.key(by_pen, words="Hà Nội")
    assert kind_of(client) == "second_keying"
    said = {"verdict": "needs_review", "document_type": "note"}
    assert an.review(by_pen, **said).status_code == 201
    assert house.services.keyings.of_document(by_pen) == ()
    assert kind_of(client) == "doubt"
