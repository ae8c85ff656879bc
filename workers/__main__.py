"""Starts one worker: `python -m workers [NAME]`; the model is loaded once, before any fork."""

import logging
import os
import sys
from typing import NoReturn

from ocr_service.acting import act_as, program
from ocr_service.config import Settings
from ocr_service.jobs import connect
from ocr_service.logs import start_logging
from ocr_service.wiring.parts import services
from ocr_service.wiring.workplace import digitizer
from workers.worker import free, listener, own_name

REDIS_TRIES = 30  # to start a worker anew takes longer than to wait for Redis
NICENESS = 5  # the front door goes first, so that an upload is answered while papers are read


def main(name: str = "") -> None:
    """Works until SIGTERM, then ends the job in hand. ``name`` must be this worker's alone."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # a process a core, a thread a process
    os.nice(NICENESS)
    settings = Settings.from_environment()
    start_logging(settings)
    name = name or own_name()
    act_as(program(f"worker {name}"))
    place = digitizer(services(settings), name)
    free(place)  # what its forerunner of the same name held when it was killed
    connection = connect(settings.redis, REDIS_TRIES)
    listener(place, connection, name).work(logging_level="WARNING")
    leave()


def leave() -> NoReturn:
    """Ends the process at once: what libraries say at its very end is no line of our log."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
