"""The machine in the storm: PostgreSQL, a small disk for files, and the service under `up`."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import Postgres, short_folder

START_SECONDS = 60
DISK_MB = 512


@dataclass(frozen=True)
class Machine:
    """``disk`` is where files lie; ``postgres`` is None where rows lie in SQLite."""

    folder: Path
    disk: Path
    up: subprocess.Popen[bytes]
    url: str
    key: str
    postgres: Postgres | None

    def children(self, word: str) -> list[int]:
        """Processes of `up` whose command holds the word."""
        return [pid for pid in children(self.up.pid) if word in command_of(pid)]


@contextmanager
def machine(on_postgres: bool = True, workers: int = 2, **settings: str) -> Iterator[Machine]:
    with contextlib.ExitStack() as over:
        folder = over.enter_context(short_folder("ocrs-"))
        postgres = Postgres(folder / "pg") if on_postgres else None
        disk = over.enter_context(small_disk(folder / "disk"))
        if postgres:
            settings["OCR_DATABASE_URL"] = over.enter_context(postgres.running())
        settings["OCR_FILES_URL"] = f"file://{disk}"
        yield over.enter_context(running(folder, disk, postgres, workers, settings))


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Of its own where we may mount one; else a plain folder, which is never filled."""
    place.mkdir()
    size = f"size={DISK_MB}m"
    mounting = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)]
    mounted = subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    try:
        yield place
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=False)


@contextmanager
def running(
    folder: Path, disk: Path, postgres: Postgres | None, workers: int, settings: dict[str, str]
) -> Iterator[Machine]:
    ours = folder / "data"
    ours.mkdir()
    command = [sys.executable, "-m", "ocr_service", "up", "--port", str(free_port())]
    command += ["--workers", str(workers), "--data", str(ours)]
    with (folder / "up.log").open("wb") as log:
        surroundings = {**os.environ, **settings}
        up = subprocess.Popen(command, env=surroundings, stdout=log, stderr=log)
    try:
        said = wait_until_ready(ours / "up.json", up)
        yield Machine(folder, disk, up, said["url"], said["api_key"], postgres)
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(START_SECONDS)
        if kept := os.environ.get("STORM_LOG"):
            shutil.copy(folder / "up.log", kept)


def wait_until_ready(ready: Path, up: subprocess.Popen[bytes]) -> dict[str, str]:
    until = time.monotonic() + START_SECONDS
    while not ready.exists():
        if up.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the service did not start")
        time.sleep(0.05)
    said: dict[str, str] = json.loads(ready.read_text("utf-8"))
    return said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace").replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""
