"""The whole service, started here on a free port for a while, as `up` runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

START_SECONDS = 60
STOP_SECONDS = 60


@contextmanager
def service(folder: Path, workers: int | None = None) -> Iterator[httpx.Client]:
    """The service on a free port with its own Redis and database, until the block ends.

    One worker a core, unless told how many.
    """
    log = (folder / "up.log").open("wb")
    command = [sys.executable, "-m", "ocr_service", "up", "--port", "0", "--data", str(folder)]
    command += ["--workers", str(workers)] if workers else []
    up = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ)  # noqa: S603 - ours
    try:
        ready = wait_until_ready(folder, up)
        with httpx.Client(
            base_url=f"{ready['url']}/api/v1/",
            headers={"Authorization": f"Bearer {ready['api_key']}"},
            timeout=60,
        ) as client:
            yield client
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(STOP_SECONDS)


def wait_until_ready(folder: Path, up: subprocess.Popen[bytes]) -> dict[str, str]:
    ready = folder / "up.json"
    for _ in range(START_SECONDS * 10):
        if up.poll() is not None:
            break
        if ready.exists():
            said: dict[str, str] = json.loads(ready.read_text("utf-8"))
            return said
        time.sleep(0.1)
    sys.exit(f"The service did not start:\n{(folder / 'up.log').read_text('utf-8')}")
