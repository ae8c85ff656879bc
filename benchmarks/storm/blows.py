"""What strikes the machine, at random moments and in random order."""

import contextlib
import os
import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count

from benchmarks.storm.machine import Machine, children

DOWN_SECONDS = 1.5  # how long PostgreSQL stays away
FULL_SECONDS = 4.0
BALLAST = "ballast"
PIECE = bytes(2**20)


def kill(*pids: int) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def worker_killed(machine: Machine, dice: random.Random) -> None:
    if workers := machine.children("ocr_service worker"):
        kill(dice.choice(workers))


def job_killed(machine: Machine, dice: random.Random) -> None:
    """The process that has the work in hand, and whatever reads for it."""
    jobs = [job for worker in machine.children("ocr_service worker") for job in children(worker)]
    if jobs:
        kill(dice.choice(jobs))


def redis_killed_and_emptied(machine: Machine, _: random.Random) -> None:
    kill(*machine.children("redis-server"))
    shutil.rmtree(machine.folder / "data" / "redis" / "appendonlydir", ignore_errors=True)


def web_killed(machine: Machine, _: random.Random) -> None:
    for door in machine.children("gunicorn"):
        kill(*children(door), door)


def web_asked_to_stop(machine: Machine, _: random.Random) -> None:
    for door in machine.children("gunicorn"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(door, signal.SIGTERM)


def postgres_killed(machine: Machine, _: random.Random) -> None:
    if machine.postgres:
        machine.postgres.kill()
        time.sleep(DOWN_SECONDS)
        machine.postgres.start()


def postgres_stopped_at_once(machine: Machine, _: random.Random) -> None:
    if machine.postgres:
        machine.postgres.stop()
        time.sleep(DOWN_SECONDS)
        machine.postgres.start()


def disk_filled(machine: Machine, _: random.Random) -> None:
    """To the last byte."""
    ballast = machine.disk / BALLAST
    until = time.monotonic() + FULL_SECONDS
    try:
        with ballast.open("wb", buffering=0) as file:
            while time.monotonic() < until:
                try:
                    file.write(PIECE)
                except OSError:
                    time.sleep(0.05)  # others may have let go of something: that too
    finally:
        ballast.unlink(missing_ok=True)


Blow = Callable[[Machine, random.Random], None]
BLOWS: tuple[Blow, ...] = (
    worker_killed,
    job_killed,
    redis_killed_and_emptied,
    web_killed,
    postgres_killed,
    disk_filled,
    worker_killed,
    job_killed,
    postgres_stopped_at_once,
    web_asked_to_stop,
)


def possible(machine: Machine) -> tuple[Blow, ...]:
    """Those that strike anything here: rows may lie in SQLite, files on the common disk."""
    vain: set[Blow] = set() if machine.postgres else {postgres_killed, postgres_stopped_at_once}
    if not os.path.ismount(machine.disk):
        vain.add(disk_filled)
    return tuple(blow for blow in BLOWS if blow not in vain)


class Storm(threading.Thread):
    """Every blow once in a random order, then again: so many rounds, or (0) until it is over."""

    def __init__(
        self, machine: Machine, seed: int, pauses: tuple[float, float], rounds: int = 0
    ) -> None:
        super().__init__(daemon=True)
        self._machine, self._dice, self._pauses = machine, random.Random(seed), pauses
        self._rounds = rounds
        self._over = threading.Event()
        self.struck: Counter[str] = Counter()
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            blows = possible(self._machine)
            for _ in range(self._rounds) if self._rounds else count():
                for blow in self._dice.sample(blows, len(blows)):
                    if self._over.wait(self._dice.uniform(*self._pauses)):
                        return
                    blow(self._machine, self._dice)
                    self.struck[blow.__name__] += 1
        except BaseException as wrong:  # else the storm would end unseen
            self.trouble = wrong

    @contextlib.contextmanager
    def raging(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.end()

    def end(self) -> None:
        """Waits for the last round, if there is one; raises what went wrong."""
        if not self._rounds:
            self._over.set()
        self.join()
        if self.trouble:
            raise self.trouble
