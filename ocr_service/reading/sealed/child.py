"""One child process: born by a fork, held to its caps, heard through a pipe, always buried."""

import contextlib
import gc
import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, Pipe
from typing import NoReturn

from ocr_service.domain.quarantine import Cause, Killed
from ocr_service.fate import die_with_parent
from ocr_service.reading.sealed.caps import Caps, impose, renew
from ocr_service.reading.sealed.messages import Tag, error_said
from ocr_service.reading.sealed.network import forbid_network

log = logging.getLogger(__name__)

Say = Callable[[bytes], None]
LONGEST_MESSAGE = 256 * 2**20  # bytes; no page and no picture of one is larger
STANDARD = (0, 1, 2)  # input, output, error
LAST_BREATH = 5.0  # seconds between the closing of the pipe and the end


@contextmanager
def sealed(body: Callable[[Say], None], caps: Caps) -> Iterator["Child"]:
    """A child that does ``body``, saying what it finds; dead when the block ends."""
    child = Child(body, caps)
    try:
        yield child
    finally:
        child.end()


class Child:
    """The parent's side. ``body`` runs in the other process and says messages."""

    def __init__(self, body: Callable[[Say], None], caps: Caps) -> None:
        self._caps = caps
        self._ear, mouth = Pipe(duplex=False)
        parent = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            _live(body, mouth, caps, parent)
        mouth.close()
        self._status: int | None = None

    def hear(self) -> Iterator[tuple[Tag, bytes]]:
        """What it says until its end; raises Killed when it dies or falls silent before."""
        while True:
            message = self._message()
            tag = Tag(message[0])
            if tag is Tag.END:
                return
            yield tag, message[1:]

    def _message(self) -> bytes:
        if not self._ear.poll(self._caps.seconds):
            raise Killed(Cause.TIME, f"silent for {self._caps.seconds:g} s")
        try:
            return self._ear.recv_bytes(LONGEST_MESSAGE)
        except (EOFError, OSError):
            raise self._obituary() from None

    def _obituary(self) -> Killed:
        until = time.monotonic() + LAST_BREATH
        while not self._dead() and time.monotonic() < until:
            time.sleep(0.005)
        code = os.waitstatus_to_exitcode(self._status) if self._status is not None else 0
        if code >= 0:
            return Killed(Cause.CRASH, f"it broke off (exit code {code})")
        cause = Cause.CPU_TIME if -code == signal.SIGXCPU else Cause.CRASH
        # The kernel, out of memory, kills so; any of us who does so has stopped listening before.
        cause = Cause.MEMORY if -code == signal.SIGKILL else cause
        return Killed(cause, signal.Signals(-code).name)

    def _dead(self, options: int = os.WNOHANG) -> bool:
        if self._status is None:
            pid, status, used = os.wait4(self._pid, options)
            if pid:
                self._status = status
                seconds = used.ru_utime + used.ru_stime
                log.debug("reader %d: %d kB, %.1f s", pid, used.ru_maxrss, seconds)
        return self._status is not None

    def end(self) -> None:
        """Kills it and whatever it has started, if it still lives."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)  # it may not have founded its group yet
            self._dead(options=0)
        self._ear.close()


def _live(body: Callable[[Say], None], mouth: Connection, caps: Caps, parent: int) -> NoReturn:
    """The child's whole life; nothing of the parent's is run or flushed at its end."""
    try:
        try:
            _enter(mouth.fileno(), caps, parent)
            body(_renewing(mouth, caps))
            mouth.send_bytes(bytes([Tag.END]))
        except BaseException as wrong:
            mouth.send_bytes(error_said(wrong))
    finally:
        os._exit(0)


def _enter(mouth: int, caps: Caps, parent: int) -> None:
    """Shuts the door behind the child: nothing of its parent's is within reach any more."""
    os.setsid()
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)
    for sign in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_DFL)
    gc.freeze()  # what was born before is never collected here: it would close our files by number
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in STANDARD:  # decoders write there whatever they like
        os.dup2(nowhere, number)
    os.closerange(len(STANDARD), mouth)
    os.closerange(mouth + 1, os.sysconf("SC_OPEN_MAX"))
    impose(caps)
    with contextlib.suppress(OSError):  # `doctor` warns where this machine cannot
        forbid_network()


def _renewing(mouth: Connection, caps: Caps) -> Say:
    """Each message begins a page's time anew."""

    def say(message: bytes) -> None:
        mouth.send_bytes(message)
        renew(caps)

    return say
