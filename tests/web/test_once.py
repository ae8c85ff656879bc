"""The same Idempotency-Key never makes two dossiers."""

from datetime import timedelta

import pytest

from ocr_service.actions.receive import Order, receive
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import utc_now
from ocr_service.storage import Once
from tests.builders import arrival
from tests.fakes import House, scan_of
from tests.web.client import Client

ONE = ("a.pdf", scan_of("one"))
TWO = ("a.pdf", scan_of("two"))


def count(client: Client) -> int:
    return len(client.get("/dossiers").json["items"])


def test_the_same_request_again_is_the_same_dossier(client: Client) -> None:
    first = client.send(ONE, once="k", dossier_code="1")
    again = client.send(ONE, once="k", dossier_code="1")
    assert again.status_code == 202
    assert again.json["id"] == first.json["id"]
    assert again.headers["Location"] == first.headers["Location"]
    assert count(client) == 1
    assert client.send(ONE, once="other", dossier_code="1").json["id"] != first.json["id"]


def test_another_body_under_the_same_key_is_refused(client: Client) -> None:
    client.send(ONE, once="k", dossier_code="1")
    for answer in (
        client.send(TWO, once="k", dossier_code="1"),
        client.send(ONE, once="k", dossier_code="2"),
        client.send(ONE, ONE, once="k", dossier_code="1"),
    ):
        assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")
    assert count(client) == 1


def test_a_request_in_progress_is_told(client: Client, house: House) -> None:
    account = house.services.keys.all()[0].id
    house.services.promises.begin(account, "k", "token", utc_now())
    answer = client.send(ONE, once="k")
    assert (answer.status_code, answer.json["code"]) == (409, "request_in_progress")
    house.services.promises.forget(account, "k", "token")
    assert client.send(ONE, once="k").status_code == 202


def test_a_failed_request_gives_its_key_back(client: Client) -> None:
    client.house.bell.broken = True
    assert client.send(ONE, once="k").status_code == 503
    client.house.bell.broken = False
    assert client.send(("a.pdf", b""), once="k").status_code == 422
    assert client.send(ONE, once="k").status_code == 202


def test_more_files_come_once_too(client: Client) -> None:
    dossier = client.settled(ONE)
    path = f"/dossiers/{dossier['id']}/files"
    assert client.send(TWO, path=path, once="k").status_code == 202
    assert client.send(TWO, path=path, once="k").status_code == 202
    assert len(client.get(f"/dossiers/{dossier['id']}").json["files"]) == 2


def test_a_key_too_long_is_refused(client: Client) -> None:
    assert client.send(ONE, once="k" * 256).status_code == 422


def test_a_request_whose_answerer_was_killed_does_not_hold_its_key_for_long(
    client: Client, house: House
) -> None:
    account = house.services.keys.all()[0].id
    house.services.promises.begin(account, "k", "killed", utc_now() - timedelta(seconds=25))
    assert client.send(ONE, once="k").status_code == 409
    house.services.promises.forget(account, "k", "killed")
    house.services.promises.begin(account, "k", "killed", utc_now() - timedelta(seconds=35))
    assert client.send(ONE, once="k").status_code == 202


def test_of_a_slow_request_and_its_repeat_only_one_is_kept(client: Client, house: House) -> None:
    """The slow one comes to its end after all, when the repeat has been answered."""
    account = house.services.keys.all()[0].id
    house.services.promises.begin(account, "k", "slow", utc_now() - timedelta(seconds=35))
    assert client.send(ONE, once="k").status_code == 202
    parts = house.services
    with pytest.raises(Conflict):
        receive(
            [arrival(house, ONE[1])],
            Order(utc_now()),
            Once(account, "k", "slow", "fingerprint"),
            dossiers=parts.dossiers,
            bell=parts.bell,
        )
    assert count(client) == 1
