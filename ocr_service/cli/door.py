"""The front door's process: gunicorn's threads, none of which a slow sender holds for long."""

import socket
import struct
import threading
import time
from contextlib import suppress
from typing import Any

from gunicorn.util import close_graceful
from gunicorn.workers.gthread import ThreadWorker

HEADERS_SECONDS = 20.0
BODY_SECONDS = 30.0  # for any body; beyond, whoever sends slower than this is given up:
SLOWEST = 10_000  # bytes a second
UNTOLD_SECONDS = 300.0  # for a body that does not tell its length
SILENCE_SECONDS = 30  # of a sender, or of a receiver that takes nothing
FAREWELL_SECONDS = 1.0
LOOKS_EVERY = 1.0


class Door(ThreadWorker):  # type: ignore[misc]  # gunicorn has no annotations
    """Waits for each request until a moment, then hangs up; others are let in meanwhile."""

    def init_process(self) -> None:
        self._until: dict[socket.socket, float] = {}
        for listener in self.sockets:
            never_wait_for_ever(listener)
        threading.Thread(target=self._watch, daemon=True).start()
        super().init_process()

    def handle(self, conn: Any) -> Any:
        self._until[conn.sock] = time.monotonic() + HEADERS_SECONDS
        try:
            kept = super().handle(conn)
        finally:
            self._until.pop(conn.sock, None)
        if not kept:
            part_from(conn)
        return kept

    def headers_read(self, connection: socket.socket, length: str) -> None:
        """From now on it is the body that is waited for, as long as its length allows."""
        more = BODY_SECONDS + int(length) / SLOWEST if length.isdigit() else UNTOLD_SECONDS
        self._until[connection] = time.monotonic() + more

    def _watch(self) -> None:
        while True:
            time.sleep(LOOKS_EVERY)
            now = time.monotonic()
            for connection, until in list(self._until.items()):
                if now > until:
                    with suppress(OSError):  # it is read no more; an answer may still be written
                        connection.shutdown(socket.SHUT_RD)


def never_wait_for_ever(listener: Any) -> None:
    """What it accepts inherits these (Linux): no read and no write waits longer."""
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        listener.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", SILENCE_SECONDS, 0))


def part_from(conn: Any) -> None:
    """In this thread: gunicorn says farewell in the one that lets others in, and waits there."""
    close_graceful(conn.sock, FAREWELL_SECONDS)
    conn.close = lambda graceful=False: None  # noqa: ARG005 - gunicorn closes it once more
