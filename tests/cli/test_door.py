"""Nobody holds the front door by being slow; who is turned away hears it at once."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from tests.workers.service import eventually

THREADS = 2


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{free}", "--no-control-socket"]
    command += [f"--threads={THREADS}", "--worker-class=ocr_service.cli.door.Door"]
    command += ["--config=python:ocr_service.cli.gunicorn_hooks", "tests.cli.slow_door:app"]
    door = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        eventually(lambda: answers(free))
        yield free
    finally:
        door.terminate()
        door.wait(20)


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", timeout=10).status_code == 200
    except httpx.TransportError:
        return False


def opened(port: int, *words: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.settimeout(10)
    for word in words:
        connection.sendall(word)
    return connection


def heard(connection: socket.socket) -> bytes:
    """All that comes until the other side hangs up."""
    return b"".join(iter(lambda: connection.recv(4096), b""))


@pytest.mark.parametrize(
    "words",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nhalf",
    ],
)
def test_slow_senders_do_not_hold_all_threads(port: int, words: bytes) -> None:
    slow = [opened(port, words) for _ in range(THREADS * 2)]
    begun = time.monotonic()
    assert answers(port)
    assert time.monotonic() - begun < 8
    for connection in slow:
        connection.close()


def test_a_crowd_of_slow_senders_does_not_shut_others_out(port: int) -> None:
    crowd = [opened(port, b"G") for _ in range(THREADS * 4)]
    begun = time.monotonic()
    assert answers(port)
    assert time.monotonic() - begun < 8
    for connection in crowd:
        connection.close()


BIG = b"POST /read HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Length: 50000\r\n\r\n"


def test_who_sends_a_byte_now_and_then_is_given_up(port: int) -> None:
    with opened(port, BIG) as connection:
        begun = time.monotonic()
        with suppress(ConnectionError):
            while time.monotonic() - begun < 20:
                connection.sendall(b"x")
                time.sleep(0.1)
        assert time.monotonic() - begun < 10


def test_who_keeps_the_pace_is_read_however_long_it_takes(port: int) -> None:
    with opened(port, BIG) as connection:
        for _ in range(20):
            connection.sendall(bytes(2500))
            time.sleep(0.13)
        assert b"\r\n50000" in heard(connection)


def test_a_body_that_comes_within_its_time_is_read(port: int) -> None:
    head = b"POST /read HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n"
    with opened(port, head, b"12345") as connection:
        time.sleep(0.6)
        connection.sendall(b"67890")
        assert b"\r\n10\r\n" in heard(connection)


def test_who_does_not_hang_up_keeps_nobody_waiting(port: int) -> None:
    """After an answer to an upload not read, gunicorn waits for the other side to close."""
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n"
    stubborn = opened(port, head, bytes(1000))
    assert stubborn.recv(4096).startswith(b"HTTP/1.1 200")
    begun = time.monotonic()
    assert answers(port)
    assert time.monotonic() - begun < 0.5
    stubborn.close()
