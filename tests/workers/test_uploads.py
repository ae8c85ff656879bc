"""An upload outlives the front door, with files encrypted at rest; it goes on and is read."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from ocr_service.actions.upload import PIECE
from tests.custody import FIRST_KEY
from tests.forks import children
from tests.workers.service import Service, command, eventually, paper, service

pytestmark = pytest.mark.slow
SCAN = paper("GIẤY XÁC NHẬN")
FILE = SCAN + bytes(2 * PIECE + 1000)
TUS = {"Tus-Resumable": "1.0.0"}


def patch(up: Service, place: str, offset: int, body: bytes | Iterator[bytes]) -> httpx.Response:
    told = {"Upload-Offset": str(offset), "Content-Length": str(len(FILE) - offset)}
    told |= {"Content-Type": "application/offset+octet-stream"}
    return up.client.patch(place, content=body, headers={**TUS, **told})


def received(up: Service, place: str) -> int:
    try:
        return int(up.client.head(place, headers=TUS).headers.get("Upload-Offset", -1))
    except httpx.TransportError:
        return -1


def test_the_front_door_killed_in_the_middle_of_an_upload(tmp_path: Path) -> None:
    with service(tmp_path, OCR_FILES_KEYS=FIRST_KEY) as up:
        begun = up.client.post("uploads", headers={**TUS, "Upload-Length": str(len(FILE))})
        place = begun.headers["Location"].removeprefix("/api/v1/")
        killed = Event()

        def body() -> Iterator[bytes]:
            yield FILE[: 2 * PIECE + 10]
            killed.wait(60)
            raise ConnectionError

        def send() -> None:
            with suppress(httpx.HTTPError, ConnectionError):
                patch(up, place, 0, body())

        sender = Thread(target=send)
        sender.start()
        eventually(lambda: received(up, place) == 2 * PIECE)
        door = next(pid for pid in children(up.pid) if "gunicorn" in command(pid))
        for pid in (*children(door), door):
            os.kill(pid, signal.SIGKILL)
        killed.set()
        sender.join(60)
        eventually(lambda: received(up, place) >= 0)
        assert received(up, place) == 2 * PIECE
        answer = patch(up, place, 2 * PIECE, FILE[2 * PIECE :])
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(FILE)))
        sent = up.client.post("dossiers", files={"uploads": (None, place.rpartition("/")[2])})
        (page,) = up.settled(sent.json()["id"])["pages"]
        assert "GIẤY XÁC NHẬN" in page["text"]
