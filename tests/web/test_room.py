"""Past what the house can hold it says so at once, and holds what it can again afterwards."""

from pathlib import Path

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.web.slots import FORMS, SHARES, UPLOADS
from tests.fakes import House, scan_of
from tests.web.client import Client
from tests.web.doorstep.test_problems import check

ONE = ("a.pdf", scan_of("one"))


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(House.in_folder(tmp_path, web_threads=4, max_waiting=3))


def test_more_uploads_than_can_be_served_are_turned_away(client: Client) -> None:
    slots = client.app.extensions[UPLOADS]
    slots.acquire()
    assert client.send(ONE).status_code == 202
    slots.acquire()
    answer = client.send(ONE)
    check(answer, 503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert client.get("/dossiers").status_code == 200
    slots.release()
    assert client.send(ONE).status_code == 202


def test_one_sender_leaves_room_for_others(client: Client) -> None:
    shares = client.app.extensions[SHARES]
    (key,) = client.house.services.keys.all()
    assert shares.take(key.id)
    check(client.send(ONE), 503, "unavailable")
    other = Client(client.house, add_key("other", keys=client.house.services.keys)[1])
    other.app = client.app
    assert other.send(ONE).status_code == 202
    shares.give_back(key.id)
    assert client.send(ONE).status_code == 202


def test_forms_of_strangers_do_not_take_all_threads(client: Client) -> None:
    slots = client.app.extensions[FORMS]
    slots.acquire()
    form = {"name": "Lan", "password": "x"}
    refused = client.call("POST", "/sign-in", data=form)
    assert (refused.status_code, refused.mimetype) == (503, "text/html")
    assert client.get("/dossiers").status_code == 200
    slots.release()
    assert client.call("POST", "/sign-in", data=form).status_code != 503


def test_every_slot_is_given_back(client: Client) -> None:
    stranger = Client(client.house, key="wrong")
    stranger.app = client.app
    for _ in range(3):
        assert client.send().status_code == 422
        assert client.post("/nowhere", data={"files": "x"}).status_code == 404
        assert client.send(("a.txt", b"no paper")).status_code == 415
        assert stranger.send(ONE).status_code == 401
    assert client.send(ONE).status_code == 202


def test_too_much_work_is_not_taken_in(client: Client) -> None:
    assert client.send(ONE, ONE, ONE).status_code == 202
    answer = client.send(ONE)
    check(answer, 503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    client.house.work_all()
    assert client.send(ONE).status_code == 202
