"""`python -m benchmarks.service`: starts the service, measures it over HTTP, prints a table."""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx

from benchmarks.reading.bench import damaged_file
from benchmarks.reading.draw import draw

POSTS = 30
DOSSIERS = 10
MEGABYTES = 5
SEEDS = count(1)


def main() -> None:
    with service() as client:
        show("POST of 5 MB answered 202", [accept(client) for _ in range(POSTS)])
    with service() as client:
        show("one dense page, upload to record", [settle(client) for _ in range(DOSSIERS)])


@contextmanager
def service() -> Iterator[httpx.Client]:
    with tempfile.TemporaryDirectory(prefix="ocr-bench-") as folder:
        yield from started(Path(folder))


def started(folder: Path) -> Iterator[httpx.Client]:
    command = [sys.executable, "-m", "ocr_service", "up", "--port", "0", "--data", str(folder)]
    with (folder / "up.log").open("wb") as log:
        up = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ)
    try:
        ready = folder / "up.json"
        while not ready.exists():
            time.sleep(0.1)
            if up.poll() is not None:
                sys.exit((folder / "up.log").read_text("utf-8"))
        said = json.loads(ready.read_text("utf-8"))
        headers = {"Authorization": f"Bearer {said['api_key']}"}
        with httpx.Client(base_url=f"{said['url']}/api/v1/", headers=headers, timeout=60) as client:
            time.sleep(3)  # the workers load their models
            yield client
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(60)


def accept(client: httpx.Client) -> float:
    """Seconds until 202, for a file whose content is new each time; the disk syncs it."""
    content = b"%PDF-1.7\n" + os.urandom(MEGABYTES * 2**20)
    begun = time.perf_counter()
    answer = client.post("dossiers", files={"files": ("a.pdf", content)})
    taken = time.perf_counter() - begun
    answer.raise_for_status()
    return taken


def settle(client: httpx.Client) -> float:
    """Seconds until the records are there, for one page at the counter."""
    content = dense_page(next(SEEDS))
    begun = time.perf_counter()
    fields = {"priority": "counter"}
    answer = client.post("dossiers", files={"files": ("a.jpg", content)}, data=fields)
    dossier = client.get(f"dossiers/{answer.json()['id']}", params={"wait": 30}).json()
    taken = time.perf_counter() - begun
    if dossier["files"][0]["status"] != "read":
        raise SystemExit(f"not read: {dossier['files']}")
    return taken


def dense_page(seed: int) -> bytes:
    """An A4 page at 200 dpi with stamp, skew and JPEG, as an office's scanner sends it."""
    return damaged_file(draw(seed), "scan", seed)[0]


def show(what: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    late = ordered[int(len(ordered) * 0.95) - 1]
    print(f"{what}: median {statistics.median(ordered) * 1000:.0f} ms, 95 % {late * 1000:.0f} ms")


if __name__ == "__main__":
    main()
