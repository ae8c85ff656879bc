"""What other systems live by, from the whole service: what it tells, and the page of curl calls."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forks import children
from tests.receiver import Receiver
from tests.workers.curl_page import wrong_in
from tests.workers.service import Service, command, eventually, paper, service

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
OPENED = {"OCR_WEBHOOK_PRIVATE": "127.0.0.0/8", "OCR_SECRET_KEY": "made up for this test"}


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("up"), **OPENED, OCR_RECONCILE_SECONDS="0.5") as started:
        yield started


def test_the_service_tells_and_goes_on_after_its_sender_was_killed(up: Service) -> None:
    with Receiver().listening() as receiver:
        asked = {"url": receiver.url, "events": ["dossier.settled"]}
        webhook = up.client.post("webhooks", json=asked).json()
        secret = webhook["secret"]
        first = up.post(("a.tif", paper("Đơn")))
        eventually(lambda: receiver.letters, 60)
        sender = next(pid for pid in children(up.pid) if "webhooks" in command(pid))
        os.kill(sender, signal.SIGKILL)
        second = up.post(("a.tif", paper("Đơn")))
        eventually(lambda: len(receiver.letters) == 2, 60)
        told = [letter.opened(secret)["data"]["dossier_id"] for letter in receiver.letters]
        assert told == [first, second]
    kept = b"".join(file.read_bytes() for file in up.folder.glob("ocr.sqlite*"))
    assert receiver.url.encode() in kept
    assert secret.encode() not in kept
    log = (up.folder / "up.log").read_text()
    assert secret not in log
    assert receiver.url not in log
    up.client.delete(f"webhooks/{webhook['id']}")


def test_the_page_of_curl_calls_does_what_it_says(up: Service, tmp_path: Path) -> None:
    url = str(up.client.base_url).removesuffix("/api/v1/")
    key = up.client.headers["Authorization"].removeprefix("Bearer ")
    with Receiver().listening() as receiver:
        told = {"OCR": url, "KEY": key, "HEAR": receiver.url, "TMPDIR": str(tmp_path)}
        wrong = wrong_in(ROOT / "docs" / "curl.md", ROOT, **told)
    assert not wrong, "\n\n".join(wrong)
