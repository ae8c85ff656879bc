"""Figures for Prometheus: true on every database, for the machine itself and whole-house keys."""

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from ocr_service.actions.keys import add_key
from ocr_service.domain.ids import utc_now
from ocr_service.domain.webhook import Event
from tests.fakes import House, scan_of
from tests.web.client import Client

Figures = dict[tuple[str, ...], float]


def figures(client: Client) -> Figures:
    """Each sample by its name and the words of its labels, in the labels' order."""
    answer = client.call("GET", "/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, *(word for _, word in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_an_empty_house_tells_zeros(client: Client) -> None:
    told = figures(client)
    assert told["ocr_part_up", "database"] == 1
    assert told["ocr_part_up", "queue"] == 1
    assert told["ocr_queue_depth", "counter"] == 0
    assert told["ocr_queue_oldest_seconds", "batch"] == 0
    assert told["ocr_work", "read", "running"] == 0
    assert told["ocr_dossiers", "needs_review"] == 0
    assert told["ocr_review_backlog",] == 0
    assert told["ocr_webhook_deliveries", "failed"] == 0
    assert told["ocr_pages_read",] == 0


def test_figures_follow_the_work(client: Client, house: House) -> None:
    client.post(
        "/webhooks", json={"url": "http://127.0.0.1:9/x", "events": [Event.DOSSIER_SETTLED]}
    )
    client.send(("a.pdf", scan_of("one", "two")), priority="counter")
    client.send(("b.pdf", scan_of("broken")))
    before = figures(client)
    assert before["ocr_queue_depth", "counter"] == 1
    assert before["ocr_rings",] == 2
    assert before["ocr_work", "open", "waiting"] == 2
    assert before["ocr_dossiers", "received"] == 2
    assert 0 < before["ocr_queue_oldest_seconds", "counter"] < 60
    house.work_all()
    after = figures(client)
    assert after["ocr_work", "open", "waiting"] == 0
    assert after["ocr_work", "settle", "done"] == 2
    assert after["ocr_work", "open", "failed"] == 1
    assert after["ocr_queue_oldest_seconds", "counter"] == 0
    assert after["ocr_review_backlog",] == 1
    assert 0 < after["ocr_review_oldest_seconds",] < 60
    assert after["ocr_pages_read",] == 2
    assert after["ocr_failures", "damaged_file", "file"] == 1
    assert after["ocr_webhook_deliveries", "waiting"] == 2
    assert after["ocr_stage_seconds_count", "read"] == 1
    assert after["ocr_stage_seconds_sum", "read"] > 0


def test_work_that_is_not_due_is_not_old(client: Client, house: House) -> None:
    client.send(("a.pdf", scan_of("one")))
    works, now = house.services.work, utc_now()
    held = works.claim(house.bell.rung[0].id, "a", now, now + timedelta(minutes=1))
    assert held
    works.put_back(held, now + timedelta(minutes=1))
    assert figures(client)["ocr_queue_oldest_seconds", "batch"] == 0


def test_no_personal_word_is_a_label(client: Client, house: House) -> None:
    name, number = "Nguyễn Thị Minh An", "012345678901"
    client.settled((f"{name}.pdf", scan_of(name, number)), dossier_code=number, agency_code=name)
    client.settled((f"{name}.pdf", scan_of("broken")), dossier_code=number)
    told = client.call("GET", "/metrics").text
    assert "ocr_failures" in told
    assert name not in told
    assert number not in told


def test_a_queue_that_is_gone_leaves_the_rest(client: Client, house: House) -> None:
    house.bell.broken = True
    told = figures(client)
    assert told["ocr_part_up", "queue"] == 0
    assert told["ocr_part_up", "database"] == 1
    assert ("ocr_rings",) not in told
    assert told["ocr_queue_depth", "batch"] == 0
    assert ("ocr_dossiers", "accepted") in told


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.7", {}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}, 401),
    ],
)
def test_without_a_key_only_this_machine_is_told(
    house: House, address: str, headers: dict[str, str], status: int
) -> None:
    nobody = Client(house, key="")
    asked = {"headers": headers, "environ_base": {"REMOTE_ADDR": address}}
    assert nobody.call("GET", "/metrics", **asked).status_code == status


def test_a_key_of_one_agency_does_not_see_the_whole_house(house: House) -> None:
    asked = {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}
    _, secret = add_key("ward", agency_code="ward", keys=house.services.keys)
    assert Client(house, secret).call("GET", "/metrics", **asked).status_code == 403
    assert Client(house).call("GET", "/metrics", **asked).status_code == 200
