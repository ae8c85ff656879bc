"""How far dossiers have come, as a browser hears it."""

import json
import time
from threading import Thread
from typing import Any

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.web.api import events
from tests.fakes import House, scan_of
from tests.web.client import Client

ONE = ("1.pdf", scan_of("one", "two", "three"))


def heard(client: Client, path: str) -> list[tuple[str, Any]]:
    """All events of one stream, until it ends."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/event-stream"
    blocks = [dict(line.split(": ", 1) for line in it.splitlines()) for it in blocks_of(answer)]
    return [(it["event"], json.loads(it["data"])) for it in blocks if "event" in it]


def blocks_of(answer: Any) -> list[str]:
    return [it for it in answer.get_data(as_text=True).split("\n\n") if it]


def test_a_dossier_is_followed_until_it_settles(house: House, client: Client) -> None:
    dossier_id = client.send(ONE, ("2.pdf", b"no paper")).json["id"]
    reading = Thread(target=lambda: (time.sleep(0.6), house.work_all()))
    reading.start()
    begun = time.monotonic()
    told = [state for name, state in heard(client, f"/dossiers/{dossier_id}/events")]
    reading.join()
    assert time.monotonic() - begun < 10, "it ends once it has settled"
    first, last = told[0], told[-1]
    assert (first["status"], last["status"], last["settled"]) == ("received", "needs_review", True)
    assert (first["files"][0]["page_count"], first["files"][0]["pages_read"]) == (0, 0)
    assert (last["files"][0]["page_count"], last["files"][0]["pages_read"]) == (3, 3)
    assert last["files"][1]["problem"]["code"] == "unsupported_type"
    assert [state["version"] for state in told] == sorted({state["version"] for state in told})
    assert "1.pdf" not in str(told)


def test_pages_to_be_scanned_again_are_told_before_the_dossier_settles(
    house: House, client: Client
) -> None:
    dossier = client.settled(("1.pdf", scan_of("one", "blurred two")))
    ((_, state),) = heard(client, f"/dossiers/{dossier['id']}/events")
    file = dossier["files"][0]["id"]
    assert state["scan_again"] == [{"file": file, "file_page": 2, "problems": ["blurred"]}]


def test_one_that_goes_while_it_is_followed_is_told_once(house: House, client: Client) -> None:
    going, staying = client.settled(ONE)["id"], client.send(ONE).json["id"]
    stream = client.get(f"/events?ids={going},{staying}", buffered=False).iter_encoded()
    told = [next(it for it in stream if staying.encode() in it)]
    client.call("DELETE", f"/api/v1/dossiers/{going}")
    told += [next(stream)]
    house.work_all()  # the other settles, so that the stream ends
    told += list(stream)
    assert [going.encode() in it for it in told if b"event: gone" in it] == [True]
    assert b"retry" in told[-1], "it ended by itself"


def test_many_are_followed_at_once_and_what_is_gone_is_told(client: Client) -> None:
    one, two = client.settled(ONE)["id"], client.settled(ONE)["id"]
    client.call("DELETE", f"/api/v1/dossiers/{two}")
    told = heard(client, f"/events?ids={one},{two},{one}")
    assert [(name, state["id"]) for name, state in told] == [("gone", two), ("dossier", one)]
    assert client.get(f"/dossiers/{two}/events").status_code == 410


def test_other_agencies_are_not_here(house: House, client: Client) -> None:
    theirs = client.settled(ONE, agency_code="H42.1")["id"]
    stranger = Client(house, add_key("x", Role.CLERK, "H42.10", keys=house.services.keys)[1])
    assert heard(stranger, f"/events?ids={theirs}") == [("gone", {"id": theirs})]


def test_a_stream_ends_by_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LASTS", 0.5)
    dossier_id = client.send(ONE).json["id"]
    assert [state["status"] for _, state in heard(client, f"/dossiers/{dossier_id}/events")] == [
        "received"
    ]


def test_when_too_many_watch_the_others_are_sent_away_at_once(client: Client) -> None:
    dossier_id = client.send(ONE).json["id"]
    path = f"/dossiers/{dossier_id}/events"
    most = client.house.services.settings.web_threads // 6
    held = [client.get(path, buffered=False) for _ in range(most)]
    answer = client.get(path)
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert client.get(f"/dossiers/{dossier_id}").status_code == 200, "so they poll"
    for stream in held:
        stream.close()
    client.house.work_all()
    for _ in range(most + 1):  # to ask how it stands takes no room
        assert client.call("HEAD", f"/api/v1{path}").status_code == 200
    assert client.get(path).status_code == 200
