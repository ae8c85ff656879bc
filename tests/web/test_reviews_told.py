"""What people said of a document is kept, and told with what stood there before."""

import json

import pytest
from sqlalchemy import text

from ocr_service.storage.database import Database
from ocr_service.web import review_shapes
from tests.fakes import House
from tests.web.client import Client
from tests.web.letters import review, settled, with_letters


@pytest.fixture
def house(house: House) -> House:
    return with_letters(house)


@pytest.fixture
def client(house: House) -> Client:
    return Client(house)


def test_reviews_are_kept_with_who_and_what(client: Client) -> None:
    (document_id,) = settled(client, "helo")
    review(client, document_id, fields=[{"name": "words", "value": "hello"}])
    review(client, document_id, verdict="rejected", reason="nhầm hồ sơ")
    told = client.get(f"/documents/{document_id}/reviews").json
    review_shapes.ReviewList.model_validate(told)
    first, second = told["items"]
    assert (first["reviewer"], first["verdict"]) == ("test", "accepted")
    assert [(it["name"], it["value"]) for it in first["fields"]] == [("words", "hello")]
    assert (second["verdict"], second["reason"]) == ("rejected", "nhầm hồ sơ")


def test_a_review_tells_what_stood_there_before(client: Client) -> None:
    (document_id,) = settled(client, "helo")
    fields = [{"name": "words", "value": "hello"}, {"name": "written_on", "value": "02/09/2025"}]
    review(client, document_id, verdict="needs_review", fields=fields)
    review(client, document_id, fields=[{"name": "words", "value": "hallo"}], document_type="note")
    first, second = client.get(f"/documents/{document_id}/reviews").json["items"]
    words, written_on = (field["before"] for field in first["fields"])
    assert (words["value"], words["source"], words["page"]) == ("helo", "ocr", 1)
    assert (written_on["value"], written_on["source"]) == (None, None), "it was not there"
    (again,) = second["fields"]
    assert (again["before"]["value"], again["before"]["source"]) == ("hello", "person")
    assert (first["type_before"], second["type_before"]) == (None, "letter")


def test_a_review_from_before_that_was_kept_is_told(client: Client, database_url: str) -> None:
    (document_id,) = settled(client, "helo")
    review(client, document_id, fields=[{"name": "words", "value": "hello"}])
    with Database(database_url).write() as connection:
        (content,) = connection.execute(text("select content from reviews")).one()
        old = json.loads(content)
        del old["type_before"], old["answers"][0]["before"]
        connection.execute(text("update reviews set content = :old"), {"old": json.dumps(old)})
    (told,) = client.get(f"/documents/{document_id}/reviews").json["items"]
    assert told["fields"][0] == {"name": "words", "value": "hello", "text": "hello", "before": None}


def test_the_trail_is_told_what_but_no_value(client: Client) -> None:
    (document_id,) = settled(client, "helo")
    review(client, document_id, fields=[{"name": "words", "value": "hello"}])
    entries = client.get(f"/audit?document_id={document_id}&act=document.reviewed").json["items"]
    (entry,) = entries
    assert entry["remark"] == {
        "verdict": "accepted",
        "fields": "words",
        "document_type": "letter",
    }
    assert entry["before"] != entry["after"] != ""
    assert "hello" not in str(entries)
