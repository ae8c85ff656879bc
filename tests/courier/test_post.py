"""What is posted is signed, goes where it was checked to go, and takes seconds at most."""

import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
import trustme

from ocr_service.courier.post import SECONDS, HttpCourier
from ocr_service.domain.ids import new_id
from ocr_service.domain.webhook import Parcel, Trouble, new_webhook_secret
from tests.fakes import LOOPBACK
from tests.receiver import Receiver

BODY = '{"type": "dossier.settled", "data": {"dossier_code": "Hồ sơ 1"}}'
INSIDE = "10.255.255.1"  # never posted to: not among the networks allowed


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver().listening() as started:
        yield started


def parcel(url: str, secret: str = "") -> Parcel:
    secret = secret or new_webhook_secret()
    return Parcel(new_id(), new_id(), new_id(), new_id(), url, secret, BODY, 1)


def test_a_post_is_signed_by_standard_webhooks(receiver: Receiver) -> None:
    sent = parcel(receiver.url)
    (receipt,) = HttpCourier(LOOPBACK).post([sent])
    assert (receipt.trouble, receipt.response_status) == (Trouble.NONE, 204)
    (letter,) = receiver.letters
    assert letter.opened(sent.secret)["data"] == {"dossier_code": "Hồ sơ 1"}
    assert letter.id == sent.event_id
    assert letter.path == "/ocr"
    assert letter.headers["content-type"] == "application/json"
    assert letter.body == BODY.encode()


def test_several_are_posted_at_once_each_with_its_receipt(receiver: Receiver) -> None:
    receiver.delay = 0.5
    away = "http://127.0.0.1:1/"
    sent = [parcel(receiver.url), parcel(away), parcel(receiver.url), parcel(receiver.url)]
    begun = time.monotonic()
    receipts = HttpCourier(LOOPBACK).post(sent)
    assert time.monotonic() - begun < 1.4
    troubles = [receipt.trouble for receipt in receipts]
    assert troubles == [Trouble.NONE, Trouble.UNREACHABLE, Trouble.NONE, Trouble.NONE]
    assert HttpCourier(LOOPBACK).post([]) == ()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(receiver: Receiver, status: int) -> None:
    with Receiver().listening() as other:
        receiver.status, receiver.said = status, {"Location": other.url}
        (receipt,) = HttpCourier(LOOPBACK).post([parcel(receiver.url)])
        assert (receipt.trouble, receipt.response_status) == (Trouble.REFUSED, status)
        assert other.letters == []


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("120", 120, 120),
        ("Fri, 31 Dec 2100 23:59:59 GMT", 86_400 * 365, 86_400 * 365 * 200),
        ("Fri, 31 Dec 2010 23:59:59 GMT", 0, 0),
        ("-5", 0, 0),
        ("soon", 0, 0),
        ("9" * 40, 0, 0),
        ("", 0, 0),
    ],
)
def test_retry_after_is_heard(receiver: Receiver, said: str, least: int, most: int) -> None:
    receiver.status, receiver.said = 503, {"Retry-After": said}
    (receipt,) = HttpCourier(LOOPBACK).post([parcel(receiver.url)])
    assert receipt.trouble is Trouble.REFUSED
    assert timedelta(seconds=least) <= receipt.retry_after <= timedelta(seconds=most)


def test_gone_is_told_apart(receiver: Receiver) -> None:
    receiver.status = 410
    (receipt,) = HttpCourier(LOOPBACK).post([parcel(receiver.url)])
    assert receipt.trouble is Trouble.GONE


def test_a_silent_receiver_is_given_up_in_time(receiver: Receiver) -> None:
    receiver.delay = 5
    begun = time.monotonic()
    (receipt,) = HttpCourier(LOOPBACK, seconds=1).post([parcel(receiver.url)])
    assert receipt.trouble is Trouble.TIMED_OUT
    assert 0.9 < time.monotonic() - begun < 3
    assert SECONDS == 10


def test_the_name_is_looked_up_once_and_that_address_is_called(receiver: Receiver) -> None:
    """A name that leads elsewhere the next time (DNS rebinding) gains nothing by it."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else [INSIDE]

    url = f"http://receiver.example:{receiver.port}/ocr"
    courier = HttpCourier(LOOPBACK, resolve)
    (receipt,) = courier.post([parcel(url)])
    assert receipt.trouble is Trouble.NONE
    assert asked == ["receiver.example"]
    assert receiver.letters[0].headers["host"] == f"receiver.example:{receiver.port}"
    (receipt,) = courier.post([parcel(url)])
    assert receipt.trouble is Trouble.FORBIDDEN_ADDRESS
    assert len(receiver.letters) == 1


def test_an_address_is_checked_at_each_post_not_only_at_the_first(receiver: Receiver) -> None:
    (receipt,) = HttpCourier().post([parcel(receiver.url)])
    assert receipt.trouble is Trouble.FORBIDDEN_ADDRESS
    (receipt,) = HttpCourier().post([parcel("https://localhost/")])
    assert receipt.trouble is Trouble.FORBIDDEN_ADDRESS
    assert receiver.letters == []


def test_the_second_address_of_a_host_gets_its_turn(receiver: Receiver) -> None:
    courier = HttpCourier(LOOPBACK, lambda *_: ["127.0.0.2", "127.0.0.1"])
    (receipt,) = courier.post([parcel(f"http://two.example:{receiver.port}/")])
    assert receipt.trouble is Trouble.NONE


def test_no_proxy_of_the_environment_is_used(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    (receipt,) = HttpCourier(LOOPBACK).post([parcel(receiver.url)])
    assert receipt.trouble is Trouble.NONE


def test_a_secret_that_cannot_be_read_signs_nothing(receiver: Receiver) -> None:
    lost = replace(parcel(receiver.url), secret="")
    (receipt,) = HttpCourier(LOOPBACK).post([lost])
    assert receipt.trouble is Trouble.SECRET_LOST
    assert receiver.letters == []


def test_the_certificate_must_be_of_the_name_not_of_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, tls = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("receiver.example").configure_cert(tls)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with Receiver().listening(tls) as receiver:

        def trouble(host: str) -> Trouble:
            courier = HttpCourier(LOOPBACK, lambda *_: ["127.0.0.1"])
            (receipt,) = courier.post([parcel(f"https://{host}:{receiver.port}/")])
            return receipt.trouble

        assert trouble("receiver.example") is Trouble.UNREACHABLE  # nobody vouches for it yet
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert trouble("receiver.example") is Trouble.NONE
        assert trouble("other.example") is Trouble.UNREACHABLE
        assert len(receiver.letters) == 1


def test_an_answer_that_is_no_http_is_a_failed_try() -> None:
    with babbler(b"\xff\xfe nonsense\r\n\r\n") as url:
        (receipt,) = HttpCourier(LOOPBACK).post([parcel(url)])
    assert receipt.trouble is Trouble.UNREACHABLE


def test_an_answer_that_drips_does_not_hold_us_longer() -> None:
    with babbler(b"HTTP/1.1 200 OK\r\n", *[b"x"] * 30) as url:
        begun = time.monotonic()
        (receipt,) = HttpCourier(LOOPBACK, seconds=1).post([parcel(url)])
    assert receipt.trouble is Trouble.TIMED_OUT
    assert time.monotonic() - begun < 3


@contextmanager
def babbler(*pieces: bytes) -> Iterator[str]:
    """Says these pieces to one caller, one each fifth of a second, whatever was asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            caller, _ = server.accept()
            with caller, suppress(OSError):
                caller.recv(65536)
                for piece in pieces:
                    caller.sendall(piece)
                    time.sleep(0.2)

        Thread(target=babble, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
