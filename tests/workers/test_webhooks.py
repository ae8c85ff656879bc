"""The whole service tells other systems by itself, also after its sender was killed."""

import os
import signal
from pathlib import Path

import pytest

from tests.forks import children
from tests.receiver import Receiver
from tests.workers.service import command, eventually, paper, service

pytestmark = pytest.mark.slow
OPENED = {"OCR_WEBHOOK_PRIVATE": "127.0.0.0/8", "OCR_SECRET_KEY": "made up for this test"}


def test_the_service_tells_and_goes_on_after_its_sender_was_killed(tmp_path: Path) -> None:
    with Receiver().listening() as receiver, service(tmp_path, **OPENED) as up:
        asked = {"url": receiver.url, "events": ["dossier.settled"]}
        secret = up.client.post("webhooks", json=asked).json()["secret"]
        first = up.post(("a.tif", paper("Đơn")))
        eventually(lambda: receiver.letters, 60)
        sender = next(pid for pid in children(up.pid) if "webhooks" in command(pid))
        os.kill(sender, signal.SIGKILL)
        second = up.post(("a.tif", paper("Đơn")))
        eventually(lambda: len(receiver.letters) == 2, 60)
        told = [letter.opened(secret)["data"]["dossier_id"] for letter in receiver.letters]
        assert told == [first, second]
        kept = b"".join(file.read_bytes() for file in tmp_path.glob("ocr.sqlite*"))
        assert receiver.url.encode() in kept
        assert secret.encode() not in kept
    log = (tmp_path / "up.log").read_text()
    assert secret not in log
    assert receiver.url not in log
