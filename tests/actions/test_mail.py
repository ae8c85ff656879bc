"""Letters in a real mailbox become dossiers, each once; the others are refused, and it is told."""

import imaplib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient

from ocr_service.actions.mail import MailRoom
from ocr_service.courier.letters import (
    Envelope,
)
from ocr_service.courier.mailbox import ImapMailbox, Mailbox, Stuck, Tray, opened
from ocr_service.domain.access import Role
from ocr_service.domain.audit import Act
from ocr_service.domain.errors import BadSettings, Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.storage import Draft, FileStore
from ocr_service.storage.audit import AuditSearch
from ocr_service.wiring.mailbox import mail_room
from tests.actions.letters import id_of, letter, odd_letters, with_all_kinds_of_parts
from tests.cli.place import Place
from tests.fakes import House, scan_of
from tests.imap_server import PASSWORD, MailServer, mail_server
from tests.web.browser import Browser, person
from tests.web.client import Client


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
