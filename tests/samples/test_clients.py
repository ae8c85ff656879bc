"""The clients of samples/clients work with a real front door: what they show can be relied on."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from benchmarks.screens.browser import served
from ocr_service.actions.webhooks import send_due
from ocr_service.cli.up import free_port
from ocr_service.domain.ids import utc_now
from samples.clients import listens, one_stop
from tests.fakes import House, scan_of
from tests.records import AN, CARD, accepted, shipped
from tests.web.client import Client
from tests.workers.service import eventually


@contextmanager
def working(house: House) -> Iterator[None]:
    """A worker that reads what comes in, beside the caller."""
    over = Event()

    def work() -> None:
        while not over.wait(0.02):
            house.work_all()

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_a_client_hands_in_uses_what_is_held_and_reads_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = House.in_folder(tmp_path, catalogue=shipped())
    client = Client(house)
    kept = accepted(client, "citizen_id_card", CARD)
    scan = tmp_path / "tờ khai.pdf"
    scan.write_bytes(scan_of("sure words"))
    with served(house.app) as url, working(house):
        one_stop.main(url, house.key, AN["personal_id"], "birth_registration", str(scan))
    assert capsys.readouterr().out.splitlines() == [
        "Dùng lại: Căn cước công dân số 001304005678",
        "Thư: accepted",
        "  Chữ: sure words",
    ]
    dossier, _ = client.get("/dossiers").json["items"]
    (use,) = client.get(f"/records/{kept}/uses").json["items"]
    assert (use["dossier_id"], use["purpose"]) == (dossier["id"], "birth_registration")


def test_a_listener_hears_each_event_once_and_believes_no_stranger(house: House) -> None:
    client, port = Client(house), free_port("127.0.0.1")
    send = partial(send_due, webhooks=house.services.webhooks, courier=house.services.courier)
    order = {"url": f"http://127.0.0.1:{port}/", "events": ["dossier.settled"]}
    told: list[listens.News] = []
    listener = listens.listener(
        port, client.post("/webhooks", json=order).json["secret"], told.append
    )
    thread = Thread(target=listener.serve_forever, args=(0.02,))
    thread.start()
    try:
        dossier = client.settled(("1.pdf", scan_of("sure")))
        assert send(utc_now()) == 1
        eventually(lambda: told)
        (delivery,) = client.get("/webhooks/deliveries").json["items"]
        assert (delivery["status"], delivery["response_status"]) == ("delivered", 204)
        client.post(f"/webhooks/deliveries/{delivery['id']}/replay")
        assert send(utc_now()) == 1
        forged = httpx.post(order["url"], json=told[0], headers={"webhook-id": "another"})
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
    assert forged.status_code == 401
    assert [news["data"]["dossier_id"] for news in told] == [dossier["id"]]
