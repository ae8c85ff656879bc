"""Who may send letters, which are not parsed, and what the settings of a mailbox must be."""

import pytest
from pydantic import ValidationError

from ocr_service.actions.mail import may_send
from ocr_service.cli.up import programs
from ocr_service.config import Settings
from ocr_service.courier.letters import (
    UnreadableLetter,
    enclosures,
    envelope_of,
)
from ocr_service.wiring.mailbox import place_of


def test_who_may_send() -> None:
    allowed = ("lan@xa.example", "@phuong.example", "tinh.example")
    for sender in ("lan@xa.example", "b@phuong.example", "c@tinh.example"):
        assert may_send(sender, allowed), sender
    typed = Settings.model_validate({"imap_from": "Lan@Xa.example, @PHUONG.example"}).imap_from
    assert all(may_send(it, typed) for it in ("lan@xa.example", "b@phuong.example"))
    for sender in ("", "xa.example", "an@xa.example", "lan@xa.example.org", "d@sub.tinh.example"):
        assert not may_send(sender, allowed), sender


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        (b"From: A <a@x>\nFrom: b@x\n", ""),
        (b"From: a@x, b@x\n", ""),
        (b'From: "a@x" <B@X>\n', "b@x"),
        (b"From: =?utf-8?q?a=40x_=3Ca=40x=3E?= <b@x>\n", "b@x"),
        (b"From: \xff\xfe\n", ""),
        (b"From: b@x\nSubject: =?utf\xff-8?q?x?=\n", "b@x"),
        (b"", ""),
    ],
)
def test_the_sender_is_one_address_or_nobody(head: bytes, sender: str) -> None:
    assert envelope_of(1, 1, head).sender == sender


def test_what_would_keep_the_parser_busy_for_hours_is_not_parsed() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (it, it) for it in range(51)
    )
    for odd in (deep, deep * 60, b"From: a@x\n\n" + b"\n" * 300_000):
        with pytest.raises(UnreadableLetter):
            enclosures(odd)
    assert enclosures(b"") == []


@pytest.mark.parametrize(
    "url",
    ["imap://a@mail.example/INBOX", "imaps://a:word@mail.example/INBOX", "imaps://mail.example"],
)
def test_a_mailbox_that_would_tell_its_password_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(imap_url=url)


def test_mail_is_off_unless_it_is_asked_for() -> None:
    told = {"imap_url": "imaps://a%40b@mail.example", "imap_password": "p", "imap_from": ("x",)}
    asked = Settings(**told)  # type: ignore[arg-type]
    assert "mail" not in [name for name, *_ in programs(Settings())]
    assert "mail" in [name for name, *_ in programs(asked)]
    assert (place_of(asked).user, place_of(asked).port) == ("a@b", 993)
    assert place_of(asked).folder == "INBOX"
