"""The real front door, pressed too hard or left alone by the others: it says so, and goes on."""

import os
import signal
import socket
import sqlite3
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.forks import children
from tests.workers.service import Service, command, paper, service

pytestmark = pytest.mark.slow
THREADS = 4
SLOTS = THREADS // 2


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("up"), OCR_WEB_THREADS=str(THREADS)) as started:
        yield started


def send(up: Service) -> httpx.Response:
    return up.client.post("dossiers", files=[("files", ("a.tif", paper("Đơn")))])


def half_sent(up: Service) -> socket.socket:
    """An upload that has begun, and does not go on."""
    url = up.client.base_url
    connection = socket.create_connection((url.host, url.port))
    head = (
        f"POST {url.path}dossiers HTTP/1.1\r\nHost: {url.host}\r\nContent-Length: 500000\r\n"
        f"Authorization: {up.client.headers['Authorization']}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    )
    part = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF-'
    connection.sendall((head + part).encode() + bytes(100_000))
    return connection


def test_more_slow_uploads_than_slots(up: Service) -> None:
    slow = [half_sent(up) for _ in range(SLOTS)]
    time.sleep(1)
    begun = time.monotonic()
    for _ in range(10):
        refused = send(up)
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
    assert up.client.get("document-types").status_code == 200
    assert time.monotonic() - begun < 5
    for connection in slow:
        connection.close()
    time.sleep(1)
    assert send(up).status_code == 202


def test_redis_that_hangs(up: Service) -> None:
    (redis,) = (pid for pid in children(up.pid) if "redis-server" in command(pid))
    os.kill(redis, signal.SIGSTOP)
    try:
        begun = time.monotonic()
        refused = send(up)
        assert time.monotonic() - begun < 15
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
    finally:
        os.kill(redis, signal.SIGCONT)
    up.settled(send(up).json()["id"])


def test_a_database_locked_by_another(up: Service) -> None:
    """Somebody's transaction that does not end: the sender is told, and may come again."""
    with sqlite3.connect(up.folder / "ocr.sqlite", isolation_level=None) as other:
        other.execute("begin immediate")
        begun = time.monotonic()
        refused = send(up)
        assert time.monotonic() - begun < 15
        assert refused.status_code == 503
        other.execute("rollback")
    assert send(up).status_code == 202
