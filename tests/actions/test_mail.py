"""Letters in a real mailbox become dossiers, each once; the others are refused, and it is told."""

import base64
import imaplib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient
from pydantic import ValidationError

from ocr_service.actions.mail import MailRoom, may_send
from ocr_service.cli.up import programs
from ocr_service.config import Settings
from ocr_service.courier.letters import (
    Envelope,
    UnreadableLetter,
    enclosures,
    envelope_of,
)
from ocr_service.courier.mailbox import ImapMailbox, Mailbox, Stuck, Tray, opened
from ocr_service.domain.access import Role
from ocr_service.domain.audit import Act
from ocr_service.domain.errors import BadSettings, Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.storage import Draft, FileStore
from ocr_service.storage.audit import AuditSearch
from ocr_service.wiring.mailbox import mail_room, place_of
from tests.cli.place import Place
from tests.fakes import House, scan_of
from tests.imap_server import PASSWORD, MailServer, mail_server
from tests.web.browser import Browser, person
from tests.web.client import Client

LAN = "Lan <Lan@xa.example>"


@pytest.fixture
def mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with mail_server(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
        yield server


@pytest.fixture
def house(tmp_path: Path) -> House:
    allowed = ("lan@xa.example", "@phuong.example")
    rules = {"imap_from": allowed, "imap_agency": "H33.80", "imap_max_mb": 1}
    return House.in_folder(tmp_path, **rules)


def id_of(subject: str) -> str:
    return f"<{subject.encode().hex()}@xa.example>"


def letter(subject: str, *files: tuple[str, bytes], sender: str = LAN) -> EmailMessage:
    written = EmailMessage()
    written["From"], written["Subject"], written["Message-ID"] = sender, subject, id_of(subject)
    written.set_content("Kính gửi bộ phận một cửa.")
    for name, content in files:
        written.add_attachment(content, "application", "octet-stream", filename=name)
    return written


def with_all_kinds_of_parts() -> EmailMessage:
    """Two scans, a picture in the text, a signature of the letter, a letter with a scan."""
    written = letter("đủ", ("tờ khai.pdf", scan_of("sure form")))
    forwarded = letter("chuyển tiếp", ("căn cước.pdf", scan_of("sure card")))
    shown = '<p>Lan <img src="cid:logo@x"></p>'
    written.add_attachment(shown, subtype="html", disposition="inline")
    written.add_attachment(
        b"\x89PNG\r\n\x1a\n", "image", "png", cid="<logo@x>", filename="logo.png"
    )
    written.add_attachment(forwarded)
    written.add_attachment(b"signed", "application", "pkcs7-signature", filename="smime.p7s")
    return written


def odd_letters() -> dict[str, tuple[EmailMessage | bytes, str]]:
    """By their subjects, with what they must be refused for."""
    trick = '"lan@xa.example" <ai-do@noi-khac.example>'
    two = letter("hai người", ("a.pdf", scan_of("x")), sender="lan@xa.example, b@noi-khac.example")
    head = b"From: lan@xa.example\nSubject: dai\nMessage-ID: <dai@x>\n"
    big = base64.b64encode(bytes(10**6))
    return {
        "la": (letter("la", ("a.pdf", scan_of("x")), sender=trick), "sender_not_allowed"),
        "hai": (two, "sender_not_allowed"),
        "trong": (letter("trong"), "no_attachments"),
        "word": (letter("word", ("don.docx", b"PK\x03\x04")), "unsupported_type"),
        "to": (letter("to", ("to.pdf", b"%PDF-" + big)), "request_too_large"),
        "dai": (head + b"\n" * 300_000, "unreadable"),
    }


def sort(house: House, mail: MailServer) -> int:
    with opened(mail.place) as mailbox:
        return mail_room(house.services).sort(mailbox)


@pytest.mark.slow
def test_letters_become_dossiers_and_all_others_are_refused(house: House, mail: MailServer) -> None:
    odd = odd_letters()
    mail.deliver(with_all_kinds_of_parts(), *[it for it, _ in odd.values()])
    mail.deliver(
        letter("mot", ("a.pdf", scan_of("pen")), ("b.docx", b"PK"), sender="a@phuong.example")
    )
    assert sort(house, mail) == 2
    assert sort(house, mail) == 0
    house.work_all()
    client = Client(house)
    one, all_kinds = (
        client.get(f"/dossiers/{it['id']}").json for it in client.get("/dossiers").json["items"]
    )
    assert [it["filename"] for it in all_kinds["files"]] == ["tờ khai.pdf", "căn cước.pdf"]
    assert (all_kinds["status"], all_kinds["agency_code"]) == ("accepted", "H33.80")
    assert all_kinds["priority"] == "batch"
    assert all_kinds["metadata"] == {
        "came_by": "mail", "sender": "lan@xa.example", "sender_proved": False,
        "subject": "đủ", "message_id": id_of("đủ"),
    }  # fmt: skip
    assert [it["status"] for it in one["files"]] == ["read", "failed"]
    assert mail.lying("INBOX") == []
    assert [read for _, read in mail.lying(Tray.TAKEN)] == [True, True]
    assert [read for _, read in mail.lying(Tray.REFUSED)] == [False] * len(odd)
    told = house.services.audit.entries(AuditSearch(act=Act.MAIL_REFUSED, scope="H33"))
    assert [it.remark["code"] for it in told] == [why for _, why in odd.values()]
    person(house, "Hoa", Role.ADMIN)
    browser = Browser(house.app)
    browser.sign_in("Hoa")
    assert "lan@xa.example. Địa chỉ ghi trên thư có thể bị giả mạo" in browser.get(
        f"/dossiers/{all_kinds['id']}"
    ).get_data(as_text=True)
    assert "từ chối một thư điện tử (no_attachments)" in browser.get("/trail").get_data(
        as_text=True
    )


@dataclass
class Interrupted:
    """A mailbox that can be looked into; nothing can be laid aside."""

    mailbox: Mailbox
    trouble: type[Unavailable]

    def waiting(self) -> Iterator[Envelope]:
        return self.mailbox.waiting()

    def letter(self, number: int) -> bytes:
        return self.mailbox.letter(number)

    def lay(self, number: int, tray: Tray) -> None:
        raise self.trouble(f"letter {number} is not laid into {tray}")


@pytest.mark.slow
def test_a_letter_is_one_dossier_whatever_breaks(house: House, mail: MailServer) -> None:
    first = letter("mot", ("a.pdf", scan_of("x")))
    mail.deliver(first)
    room, made = mail_room(house.services), house.services.dossiers
    with opened(mail.place) as mailbox, pytest.raises(Unavailable):
        room.sort(Interrupted(mailbox, Unavailable))
    mail.deliver(letter("la", sender="b@noi-khac.example"))
    for _ in range(2):
        with opened(mail.place) as mailbox:
            assert room.sort(Interrupted(mailbox, Stuck)) == 0
    assert len(house.services.audit.entries(AuditSearch(act=Act.MAIL_REFUSED))) == 1
    assert sort(house, mail) == 1
    assert len(house.bell.rung) == 1
    forget_promises(room)
    mail.deliver(first)  # once more, by whichever server it passed
    assert sort(house, mail) == 1
    assert len(house.bell.rung) == 1
    mail.deliver(letter("mot", ("a.pdf", scan_of("another"))))  # under the same Message-ID
    assert sort(house, mail) == 1
    assert len(house.bell.rung) == 2
    assert len(made.same_file(first_hash(house))) == 1


class Balking(IMAPClient):
    """A server that tells nothing of its oldest letters."""

    def __init__(self, stuck: int) -> None:
        self.stuck = stuck

    def search(self, *_: object) -> list[int]:
        return list(range(1, self.stuck + 2))

    def fetch(self, messages: list[int], *_: object) -> dict[int, dict[bytes, object]]:
        (number,) = messages
        if number <= self.stuck:
            raise imaplib.IMAP4.error("no")
        return {number: {b"BODY[HEADER.FIELDS (FROM)]": b"From: a@x\n", b"RFC822.SIZE": 9}}


@dataclass
class Filling:
    """Files on a disk that is full from the second draft on."""

    files: FileStore
    begun: int = 0

    def free_bytes(self) -> int:
        return self.files.free_bytes()

    def draft(self) -> Draft:
        if self.begun:
            raise Unavailable("full")
        self.begun += 1
        return self.files.draft()


class OneLetter:
    """A mailbox with one letter of two files."""

    def waiting(self) -> Iterator[Envelope]:
        yield Envelope(1, 9, id_of("hai"), "lan@xa.example", "hai")

    def letter(self, *_: object) -> bytes:
        return bytes(letter("hai", ("a.pdf", scan_of("x")), ("b.pdf", scan_of("y"))))

    def lay(self, *_: object) -> None:
        raise AssertionError("it stays")


def test_a_disk_that_is_full_keeps_no_draft(house: House, tmp_path: Path) -> None:
    files: Any = Filling(house.services.files)
    with pytest.raises(Unavailable):
        replace(mail_room(house.services), files=files).sort(OneLetter())
    assert files.begun == 1
    (drafts,) = tmp_path.glob("**/incoming")
    assert list(drafts.iterdir()) == []


def test_letters_that_are_stuck_keep_no_other_waiting() -> None:
    assert [it.number for it in ImapMailbox(Balking(150)).waiting()] == [151]


def forget_promises(room: MailRoom) -> None:
    """As days go by: they are kept for one."""
    room.promises.begin("x", "x", "x", utc_now() + timedelta(days=2))


def first_hash(house: House) -> str:
    dossier_id = house.bell.rung[0].dossier_id
    return house.services.dossiers.summary(dossier_id).scans[0].sha256


@pytest.mark.slow
def test_the_command_takes_them_and_believes_its_own_server_only(
    tmp_path: Path, mail: MailServer, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, at = Place(tmp_path / "place"), mail.place
    url = f"imaps://{at.user.replace('@', '%40')}@{at.host}:{at.port}/INBOX"
    given = {"OCR_IMAP_URL": url, "OCR_IMAP_PASSWORD": PASSWORD, "OCR_REDIS_URL": redis_url}
    nobody = place.run("mail", **given)
    assert isinstance(nobody.exception, BadSettings)
    assert "OCR_IMAP_FROM" in str(nobody.exception)
    given["OCR_IMAP_FROM"] = "xa.example"
    mail.deliver(letter("mot", ("a.pdf", scan_of("x"))))
    assert place.run("mail", **given).stdout == "1\n"
    assert f"✓ mail: {url}" in place.run("doctor", **given).stdout
    monkeypatch.delenv("SSL_CERT_FILE")
    stranger = place.run("mail", **given)
    assert isinstance(stranger.exception, Unavailable)
    assert "SSLCertVerificationError" in str(stranger.exception)


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
