"""Letters become dossiers: those of senders that may send, each once; the others are refused."""

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum

from ocr_service.actions.receive import Arrival, NothingReadable, Order, receive
from ocr_service.actions.room import MB, check_room
from ocr_service.config import Settings
from ocr_service.courier.letters import Enclosure, Envelope, UnreadableLetter, enclosures
from ocr_service.courier.mailbox import Mailbox, Stuck, Tray
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.dossier import Priority
from ocr_service.domain.errors import Conflict, OcrError
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.jobs import Bell
from ocr_service.logs import about
from ocr_service.storage import DossierStore, Draft, FileStore, Once
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.promises import PromiseStore

log = logging.getLogger(__name__)
MAIL = "mail"  # the account that promises of letters are kept for, and how their dossiers came


class Reason(StrEnum):
    """Why a letter is refused; the words are part of the contract."""

    STRANGER = "sender_not_allowed"
    TOO_LARGE = "request_too_large"
    NO_FILES = "no_attachments"
    UNSUPPORTED = "unsupported_type"
    UNREADABLE = "unreadable"


class Refused(OcrError):
    """This letter becomes no dossier, however often it is looked at."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class MailRoom:
    """Where letters are opened; each file goes the way of any upload from there."""

    settings: Settings
    files: FileStore
    dossiers: DossierStore
    promises: PromiseStore
    bell: Bell
    audit: AuditStore
    told: set[int] = field(default_factory=set)  # of letters refused that could not be laid aside

    def sort(self, mailbox: Mailbox, over: Callable[[], bool] = lambda: False) -> int:
        """All that waits until it is over; how many became dossiers. Raises Unavailable.

        A letter is laid aside only after its dossier is kept: who is killed between the two finds
        the dossier again, and makes no second.
        """
        made = 0
        for envelope in mailbox.waiting():
            if over():
                break
            try:
                made += self._sorted(envelope, mailbox)
            except Conflict:
                continue  # another process has this very letter in hand: the next look tells
            except Stuck as trouble:
                log.warning("letter %d stays where it is: %s", envelope.number, trouble)
        return made

    def _sorted(self, envelope: Envelope, mailbox: Mailbox) -> bool:
        """Whether this one became a dossier."""
        try:
            dossier_id = self._taken(envelope, mailbox)
        except Refused as refused:
            self._tell(envelope, refused.reason)
            mailbox.lay(envelope.number, Tray.REFUSED)
            return False
        with about(dossier_id=dossier_id):
            log.info("letter %d became a dossier", envelope.number)
        mailbox.lay(envelope.number, Tray.TAKEN)
        return True

    def _tell(self, envelope: Envelope, reason: Reason) -> None:
        """The sender is told nothing: who is named as such may never have written."""
        log.warning("letter %d refused: %s", envelope.number, reason)
        if envelope.number in self.told:
            return
        self.told.add(envelope.number)
        remark = {"code": reason.value, "size": envelope.size}
        agency_code = self.settings.imap_agency
        self.audit.append(
            Deed(Act.MAIL_REFUSED, agency_code, subject=envelope.message_id, remark=remark)
        )

    def _taken(self, envelope: Envelope, mailbox: Mailbox) -> str:
        """The id of its dossier; raises Refused, Conflict, Unavailable."""
        if not may_send(envelope.sender, self.settings.imap_from):
            raise Refused(Reason.STRANGER)
        if envelope.size > self.settings.imap_max_mb * MB:
            raise Refused(Reason.TOO_LARGE)
        check_room(envelope.size, self.settings, files=self.files, bell=self.bell)
        try:
            enclosed = enclosures(mailbox.letter(envelope.number))
        except UnreadableLetter as unreadable:
            raise Refused(Reason.UNREADABLE) from unreadable
        self._check(enclosed)
        with ExitStack() as drafts:
            came = [Arrival(it.filename, self._draft(it.content, drafts)) for it in enclosed]
            try:
                return self._one_dossier(envelope, came)
            except NothingReadable as nothing:
                raise Refused(Reason.UNSUPPORTED) from nothing

    def _check(self, enclosed: Sequence[Enclosure]) -> None:
        if not enclosed:
            raise Refused(Reason.NO_FILES)
        largest = max(len(it.content) for it in enclosed)
        if len(enclosed) > self.settings.max_files or largest > self.settings.max_file_mb * MB:
            raise Refused(Reason.TOO_LARGE)

    def _draft(self, content: bytes, drafts: ExitStack) -> Draft:
        draft = self.files.draft()
        drafts.callback(draft.drop)
        draft.write(content)
        return draft

    def _one_dossier(self, envelope: Envelope, came: Sequence[Arrival]) -> str:
        """Also of a letter that was delivered twice: same id, same files, same dossier."""
        asked, token = fingerprint(envelope, came), new_id()
        before = self.promises.begin(MAIL, asked, token, utc_now())
        if before is not None and not before.dossier_id:
            raise Conflict("this letter is being taken in")
        if before is not None:
            return before.dossier_id
        try:
            return self._made_long_ago(envelope, came) or self._made(
                envelope, came, Once(MAIL, asked, token, asked)
            )
        finally:
            self.promises.forget(MAIL, asked, token)

    def _made(self, envelope: Envelope, came: Sequence[Arrival], once: Once) -> str:
        """Nobody stands at the counter, and nobody has proved who wrote."""
        order = Order(
            received_at=utc_now(),
            procedure_code=self.settings.imap_procedure,
            agency_code=self.settings.imap_agency,
            priority=Priority.BATCH,
            metadata={
                "came_by": MAIL,
                "sender": envelope.sender,
                "sender_proved": False,
                "subject": envelope.subject,
                "message_id": envelope.message_id,
            },
        )
        return receive(came, order, once, dossiers=self.dossiers, bell=self.bell).id

    def _made_long_ago(self, envelope: Envelope, came: Sequence[Arrival]) -> str:
        """The dossier that was made of this letter before its promise was forgotten, or ""."""
        if not envelope.message_id:
            return ""
        content = {it.draft.sha256 for it in came}
        for same in self.dossiers.same_file(came[0].draft.sha256, self.settings.imap_agency):
            held = self.dossiers.summary(same.dossier_id)
            named = held.metadata.get("message_id") == envelope.message_id
            if named and content == {scan.sha256 for scan in held.scans}:
                return held.id
        return ""


def may_send(sender: str, allowed: Sequence[str]) -> bool:
    """``allowed``: addresses, and domains (with or without @), in small letters."""
    _, _, domain = sender.rpartition("@")
    return bool(domain) and any(it in (sender, domain, f"@{domain}") for it in allowed)


def fingerprint(envelope: Envelope, came: Sequence[Arrival]) -> str:
    """Of its id and its files: another letter under the same id is another letter."""
    files = [[it.filename, it.draft.sha256] for it in came]
    told = json.dumps([envelope.message_id, envelope.sender, files])
    return hashlib.sha256(told.encode()).hexdigest()
