"""The front door as `up` runs it, with its own Redis and database; nobody reads what comes in."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from benchmarks.servers import Postgres, redis, short_folder
from benchmarks.storm.machine import free_port
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
        folder = over.enter_context(short_folder("ocrr-"))
        port = free_port()
        surroundings = {"OCR_DATA_DIR": str(folder / "data"), "OCR_PORT": str(port)}
        surroundings |= {"OCR_CALLS_PER_MINUTE": "0"}
        if on_postgres:
            postgres = Postgres(folder / "pg").running()
            surroundings["OCR_DATABASE_URL"] = over.enter_context(postgres)
        # As `up` runs it.
        bell = redis(folder, appendonly="yes", appendfsync="everysec")
        surroundings["OCR_REDIS_URL"] = over.enter_context(bell)
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


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(START_SECONDS)
