"""A whole service in processes of its own, for tests that kill some of them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
from PIL import Image, ImageDraw, ImageFont

from tests.forks import children

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
SETTLED = ("needs_review", "accepted", "failed", "rejected")
START_SECONDS = 60
SETTLE_SECONDS = 90
SHORT, LONG = 2, 12  # lines of a page: what must be killed while it is read is long


@dataclass(frozen=True)
class Service:
    client: httpx.Client
    pid: int
    folder: Path

    def post(self, *files: tuple[str, bytes], **fields: str) -> str:
        answer = self.client.post("dossiers", data=fields, files=[("files", it) for it in files])
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def get(self, dossier_id: str, wait: float = 0) -> dict[str, Any]:
        answer = self.client.get(f"dossiers/{dossier_id}", params={"wait": wait})
        return dict(answer.raise_for_status().json())

    def settled(self, dossier_id: str) -> dict[str, Any]:
        until = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < until:
            dossier = self.get(dossier_id, wait=10)
            if dossier["status"] in SETTLED:
                return dossier
        raise AssertionError(f"not settled: {dossier}")

    def pages_read(self, dossier_id: str) -> int:
        return sum(file["pages_read"] for file in self.get(dossier_id)["files"])

    def worker(self) -> int:
        return next(pid for pid in children(self.pid) if "ocr_service worker" in command(pid))

    def child(self) -> int | None:
        """The process that reads just now, if any."""
        return next(iter(children(self.worker())), None)


@contextmanager
def service(folder: Path, workers: int = 1, **settings: str) -> Iterator[Service]:
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1", "OCR_SAMPLE_SHARE": "0", **settings}
    command = [sys.executable, "-m", "ocr_service", "up", "--port", "0"]
    with (folder / "up.log").open("wb") as log:
        up = subprocess.Popen(
            [*command, "--workers", str(workers), "--data", str(folder)],
            env=surroundings,
            stdout=log,
            stderr=log,
        )
    try:
        ready = folder / "up.json"
        eventually(lambda: ready.exists() or up.poll() is not None, START_SECONDS)
        assert up.poll() is None, (folder / "up.log").read_text()
        said = json.loads(ready.read_text())
        headers = {"Authorization": f"Bearer {said['api_key']}"}
        url = f"{said['url']}/api/v1/"
        with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
            yield Service(client, up.pid, folder)
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(60)


def eventually(so: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.02)


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except FileNotFoundError:
        return ""


def paper(*texts: str, more: int = SHORT) -> bytes:
    """A TIFF of one drawn page for each text, with so many more lines; LONG ones take a second."""
    pages = [drawn(text, more) for text in texts]
    out = BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(150, 150))
    return out.getvalue()


def drawn(text: str, more: int = SHORT) -> Image.Image:
    page = Image.new("L", (1240, 1754), 255)
    font = ImageFont.truetype(FONT, 30)
    filler = "Ủy ban nhân dân xã xác nhận nội dung nêu trên là đúng sự thật"
    lines = [text, *[filler] * more]
    ImageDraw.Draw(page).multiline_text((100, 120), "\n".join(lines), 0, font, spacing=24)
    return page
