"""The front door's process: gunicorn's threads, none of which a slow sender holds for long."""

import math
import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from gunicorn.util import close_graceful
from gunicorn.workers.gthread import ThreadWorker

HEADERS_SECONDS = 3.0
UNHURRIED_SECONDS = 0.5  # beyond, only every fourth thread waits for headers
FORM_SECONDS = 5.0  # for a body whose sender shows neither key nor cookie
UNTOLD_SECONDS = 300.0  # for a body that does not tell its length
WINDOW_SECONDS = 20.0  # in each, a body must go on at this pace:
SLOWEST = 10_000  # bytes a second
SILENCE_SECONDS = 30  # of a sender, or of a receiver that takes nothing
FAREWELL_SECONDS = 1.0
LOOKS_EVERY = 0.25
RECEIVED = struct.Struct("=128xQ")  # tcpi_bytes_received in Linux' struct tcp_info


@dataclass
class Wait:
    """For a request's headers at first (``length`` 0), then for the bytes of its body."""

    until: float
    received: int  # bytes on this connection when the window began
    end: float = math.inf  # bytes on this connection when the body is whole
    since: float = field(default_factory=time.monotonic)
    headers: bool = True
    given_up: bool = False

    def is_over(self, connection: socket.socket, now: float) -> bool:
        return now > self.until or (not self.headers and self._too_slow(connection, now))

    def _too_slow(self, connection: socket.socket, now: float) -> bool:
        if now - self.since < WINDOW_SECONDS:
            return False
        received = bytes_received(connection)
        if received >= self.end:  # it is all here; what is waited for now is our answer
            self.end, self.since = 0, math.inf
            return False
        pace = (received - self.received) / (now - self.since)
        self.received, self.since = received, now
        return pace < SLOWEST


class Door(ThreadWorker):  # type: ignore[misc]  # gunicorn has no annotations
    """Waits for each request until a moment, then hangs up; others are let in meanwhile."""

    def init_process(self) -> None:
        self._waits: dict[socket.socket, Wait] = {}
        for listener in self.sockets:
            never_wait_for_ever(listener)
        threading.Thread(target=self._watch, daemon=True).start()
        super().init_process()

    def handle(self, conn: Any) -> Any:
        until = time.monotonic() + HEADERS_SECONDS
        self._waits[conn.sock] = Wait(until, bytes_received(conn.sock))
        try:
            kept = super().handle(conn)
        finally:
            given_up = self._waits.pop(conn.sock).given_up
        if not kept:
            part_from(conn, 0.0 if given_up else FAREWELL_SECONDS)
        return kept

    def headers_read(self, connection: socket.socket, length: str, known: bool) -> None:
        """From now on it is the body that is waited for; ``known``: its sender shows a key."""
        now, received = time.monotonic(), bytes_received(connection)
        until = now + FORM_SECONDS
        if known:
            until = math.inf if length.isdigit() else now + UNTOLD_SECONDS
        end = self._waits[connection].received + int(length) if length.isdigit() else math.inf
        self._waits[connection] = Wait(until, received, end, now, headers=False)

    def _watch(self) -> None:
        while True:
            time.sleep(LOOKS_EVERY)
            now = time.monotonic()
            waits = list(self._waits.items())
            over = [connection for connection, wait in waits if wait.is_over(connection, now)]
            for connection in [*over, *self._too_many(waits, now)]:
                self._give_up(connection)

    def _give_up(self, connection: socket.socket) -> None:
        if wait := self._waits.get(connection):
            wait.given_up = True
        with suppress(OSError):  # it is read no more; an answer may still be written
            connection.shutdown(socket.SHUT_RD)

    def _too_many(self, waits: list[tuple[socket.socket, Wait]], now: float) -> list[socket.socket]:
        """Those that are waited for longest for their headers, if that takes too many threads."""
        slow = [
            (wait.since, connection)
            for connection, wait in waits
            if wait.headers and now - wait.since > UNHURRIED_SECONDS
        ]
        share = max(1, self.cfg.threads // 4)
        return [connection for _, connection in sorted(slow, key=lambda it: it[0])[:-share]]


def bytes_received(connection: socket.socket) -> int:
    """All bytes that ever came on this connection, read by us or not."""
    with suppress(OSError):
        told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, RECEIVED.size)
        if len(told) == RECEIVED.size:
            return int(RECEIVED.unpack(told)[0])
    return 0


def never_wait_for_ever(listener: Any) -> None:
    """What it accepts inherits these (Linux): no read and no write waits longer."""
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        listener.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", SILENCE_SECONDS, 0))


def part_from(conn: Any, seconds: float) -> None:
    """In this thread: gunicorn says farewell in the one that lets others in, and waits there."""
    if seconds:
        close_graceful(conn.sock, seconds)
    else:
        conn.sock.close()
    conn.close = lambda graceful=False: None  # noqa: ARG005 - gunicorn closes it once more
