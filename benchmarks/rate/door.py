"""The front door as `up` runs it, with its own Redis and database; nobody reads what comes in."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.storm.machine import Postgres, free_port
from ocr_service.actions.keys import add_key
from ocr_service.actions.services import Services
from ocr_service.cli.up import door_answers
from ocr_service.config import Settings
from ocr_service.wiring.parts import services

START_SECONDS = 60


@dataclass(frozen=True)
class Door:
    port: int
    pid: int
    key: str
    parts: Services


@contextmanager
def door(on_postgres: bool) -> Iterator[Door]:
    with ExitStack() as over:
        folder = Path(over.enter_context(tempfile.TemporaryDirectory(prefix="ocrr-", dir="/tmp")))
        folder.chmod(0o755)
        port = free_port()
        surroundings = {"OCR_DATA_DIR": str(folder / "data"), "OCR_PORT": str(port)}
        surroundings |= {"OCR_CALLS_PER_MINUTE": "0"}
        if on_postgres:
            postgres = Postgres(folder / "pg")
            postgres.make()
            postgres.start()
            over.callback(postgres.stop)
            surroundings["OCR_DATABASE_URL"] = postgres.url
        over.enter_context(redis(folder, surroundings))
        parts = services(Settings.from_environment(surroundings))
        key = add_key("rate", keys=parts.keys)[1]
        command = [sys.executable, "-m", "ocr_service", "web"]
        log = over.enter_context((folder / "web.log").open("wb"))
        web = subprocess.Popen(command, env={**os.environ, **surroundings}, stdout=log, stderr=log)
        over.callback(stop, web)
        url = f"http://127.0.0.1:{port}"
        while not door_answers(url):
            time.sleep(0.1)
        yield Door(port, web.pid, key, parts)


@contextmanager
def redis(folder: Path, surroundings: dict[str, str]) -> Iterator[None]:
    socket = folder / "redis.sock"
    options = {"port": "0", "unixsocket": str(socket), "dir": str(folder), "save": ""}
    options |= {"appendonly": "yes", "appendfsync": "everysec"}
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    server = subprocess.Popen(["redis-server", *arguments], stdout=subprocess.DEVNULL)
    surroundings["OCR_REDIS_URL"] = f"unix://{socket}"
    try:
        while not socket.exists():
            time.sleep(0.05)
        yield
    finally:
        stop(server)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(START_SECONDS)
