"""`up`: one machine's whole service; whatever child dies is started again."""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ocr_service.fate import stop_with_parent

log = logging.getLogger(__name__)

LOOKS_EVERY = 0.2
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
LONG_LIFE = 10.0  # a child that lived so long starts again at once when it dies
PATIENCE = 40.0  # for children that end the job in hand


@dataclass
class Child:
    """One process to keep alive: ``command``, in a session of its own, amid ``surroundings``.

    ``bury`` is called each time that the process has died.
    """

    name: str
    command: Sequence[str]
    surroundings: Mapping[str, str]
    bury: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = 0.0

    def look_after(self, now: float) -> None:
        """Starts the process if it is not running and its pause is over."""
        if self.process is not None:
            if self.process.poll() is None:
                return
            self.mourn(now)
        if now >= self.due:
            self.start(now)

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            list(self.command),
            env=dict(self.surroundings),
            start_new_session=True,
            preexec_fn=stop_with_parent,
        )
        self.started = now
        log.info("%s started (%d)", self.name, self.process.pid)

    def mourn(self, now: float) -> None:
        """The sooner it died, the longer the pause before it is started again."""
        assert self.process is not None  # noqa: S101 - said by the caller
        log.warning("%s ended with %s", self.name, self.process.returncode)
        if now - self.started > LONG_LIFE:
            self.pause = FIRST_PAUSE
        self.process = None
        self.due = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        self.bury()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def make_stop(self, until: float) -> None:
        """Waits, then kills the process and all that it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("%s does not stop: killed", self.name)
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Household:
    """Children in the order in which they start; they stop in the other order."""

    children: list[Child] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def add(self, child: Child) -> None:
        child.start(time.monotonic())
        self.children.append(child)

    def run(self) -> None:
        """Looks after all children until SIGTERM or SIGINT."""
        while not self.over.wait(LOOKS_EVERY):
            now = time.monotonic()
            for child in self.children:
                child.look_after(now)

    def stop(self) -> None:
        """All together but the first, Redis, which the others need to the end."""
        until = time.monotonic() + PATIENCE
        for group in (self.children[1:], self.children[:1]):
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.make_stop(until)


def wait_for(ready: Callable[[], bool], seconds: float, over: threading.Event) -> bool:
    """Whether it became ready in time."""
    until = time.monotonic() + seconds
    while not over.is_set() and time.monotonic() < until:
        if ready():
            return True
        time.sleep(0.05)
    return False
