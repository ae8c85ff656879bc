"""A person draws a box, a worker reads that place again, at once; nothing of it stays for long."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ocr_service.domain.errors import NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.domain.quarantine import Cause, Killed
from ocr_service.schema.catalogue import Catalogue
from ocr_service.web import glance_shapes
from tests.fakes import CATALOGUE, House, scan_of
from tests.web.client import Client
from tests.web.letters import LETTER

LEFT, RIGHT = [0.0, 0.1, 0.1, 0.2], [0.1, 0.1, 1.0, 0.2]
TOMORROW = timedelta(days=1, minutes=1)


@pytest.fixture
def house(house: House) -> House:
    known = Catalogue({"letter": LETTER}, CATALOGUE.procedures)
    return replace(house, services=replace(house.services, catalogue=known))


@pytest.fixture
def client(house: House) -> Client:
    return Client(house)


@pytest.fixture
def document_id(client: Client) -> str:
    dossier = client.settled(("1.pdf", scan_of("hello 02/09/2025")))
    return str(dossier["documents"][0]["id"])


def ask(client: Client, document_id: str, box: list[float], **more: Any) -> Any:
    """Asked for, looked at by a worker, asked after."""
    order = {"page": 1, "box": box, **more}
    asked = client.post(f"/documents/{document_id}/glances", json=order)
    assert (asked.status_code, asked.json["status"], asked.json["text"]) == (202, "waiting", None)
    client.house.work_all()
    answer = client.call("GET", asked.headers["Location"])
    assert answer.status_code == 200
    glance_shapes.Glance.model_validate(answer.json)
    return answer.json


def test_a_place_is_read_again(client: Client, document_id: str) -> None:
    whole = ask(client, document_id, LEFT)
    assert (whole["status"], whole["text"], whole["value"]) == ("read", "hello", "hello")
    assert whole["box"] == LEFT
    day = ask(client, document_id, [1.0, 0.2, 0.1, 0.1], field="written_on")
    assert (day["field"], day["text"], day["value"]) == ("written_on", "02/09/2025", "2025-09-02")
    assert 0 < day["confidence"] < 1
    none = ask(client, document_id, LEFT, field="written_on")
    assert (none["text"], none["value"], none["confidence"]) == ("hello", None, 0)


def test_what_nobody_can_read_has_a_remedy(client: Client, document_id: str) -> None:
    nothing = ask(client, document_id, [0.8, 0.1, 0.9, 0.2])
    assert (nothing["status"], nothing["problem"]["code"]) == ("failed", "nothing_there")
    assert nothing["problem"]["remedy"]


def test_whoever_waits_gets_it_as_soon_as_it_is_read(client: Client, document_id: str) -> None:
    house = client.house

    def wake() -> None:
        house.glancer().serve()

    replaced = replace(house.services, bell=_Answered(wake))
    order = {"page": 1, "box": LEFT}
    waited = Client(replace(house, services=replaced)).post(
        f"/documents/{document_id}/glances?wait=5", json=order
    )
    assert (waited.status_code, waited.json["text"]) == (200, "hello")


class _Answered:
    """A bell with a worker right beside it."""

    def __init__(self, wake: Any) -> None:
        self.wake = wake

    def ping(self) -> None:
        pass


def test_a_place_that_kills_its_reader_is_given_up(client: Client, document_id: str) -> None:
    died: list[str] = []

    def die(text: str) -> None:
        died.append(text)
        raise Killed(Cause.CRASH, "SIGSEGV")

    client.house.reader.before = die
    gone = ask(client, document_id, LEFT)
    assert (gone["status"], gone["problem"]["code"], len(died)) == ("failed", "reading_failed", 2)


def test_a_worker_that_dies_with_it_leaves_it_to_another(client: Client, document_id: str) -> None:
    order = {"page": 1, "box": LEFT}
    asked = client.post(f"/documents/{document_id}/glances", json=order).json
    glances, long_ago = client.house.services.glances, utc_now() - timedelta(minutes=1)
    dead = glances.take(long_ago, long_ago)
    assert dead
    client.house.work_all()
    place = f"/documents/{document_id}/glances/{asked['id']}"
    assert client.get(place).json["text"] == "hello"
    assert not glances.keep(dead), "who lost it writes nothing more"


def test_it_is_gone_after_a_day(client: Client, document_id: str) -> None:
    read = ask(client, document_id, LEFT)
    glances = client.house.services.glances
    assert glances.forget(utc_now()) == 0
    assert glances.forget(utc_now() + TOMORROW) == 1
    place = f"/documents/{document_id}/glances/{read['id']}"
    assert client.get(place).status_code == 404


def test_it_is_erased_with_its_dossier(client: Client, document_id: str) -> None:
    read = ask(client, document_id, LEFT)
    dossier_id = client.get(f"/documents/{document_id}").json["dossier_id"]
    gone = client.call("DELETE", f"/api/v1/dossiers/{dossier_id}?reason=nhầm")
    assert gone.status_code < 300, gone.json
    with pytest.raises(NotFound):
        client.house.services.glances.get(read["id"])


def test_only_pages_of_the_document_are_looked_at(client: Client, document_id: str) -> None:
    order = {"page": 2, "box": LEFT}
    assert client.post(f"/documents/{document_id}/glances", json=order).status_code == 404
    other = client.settled(("2.pdf", scan_of("other")))["documents"][0]["id"]
    read = ask(client, document_id, LEFT)
    assert client.get(f"/documents/{other}/glances/{read['id']}").status_code == 404


def test_the_trail_knows_of_it_and_has_none_of_its_words(client: Client, document_id: str) -> None:
    read = ask(client, document_id, LEFT)
    told = client.get(f"/audit?document_id={document_id}&act=document.read").json["items"]
    assert read["id"] in [entry["remark"].get("glance") for entry in told]
    assert "hello" not in json.dumps(told)
