"""A mailbox over IMAP: what lies in it unread is looked at, opened, and laid aside."""

import imaplib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from imapclient import SEEN, IMAPClient

from ocr_service.courier.letters import Envelope, envelope_of
from ocr_service.domain.errors import Unavailable

log = logging.getLogger(__name__)
SECONDS = 60.0  # for the connection, and for each answer
LONGEST_HEAD = 65_536
HEAD = f"BODY.PEEK[HEADER.FIELDS (FROM MESSAGE-ID SUBJECT)]<0.{LONGEST_HEAD}>"
HEAD_TOLD = b"BODY[HEADER.FIELDS"  # how the answer to HEAD begins
WHOLE, SIZE = b"BODY[]", b"RFC822.SIZE"


class Stuck(Unavailable):
    """The mailbox answers, but not about this letter; with others it may go well."""


class Tray(StrEnum):
    """Where letters are laid: a folder of the mailbox, made if need be."""

    TAKEN = "Đã nhận"
    REFUSED = "Bị từ chối"


class Mailbox(Protocol):
    """Letters that nobody has read. Each call raises Unavailable, and Stuck about one letter."""

    def waiting(self) -> Iterator[Envelope]:
        """The oldest first; looking at them marks nothing. One that is Stuck is passed over."""
        ...

    def letter(self, number: int) -> bytes:
        """The whole letter; b"" if somebody has taken it away."""
        ...

    def lay(self, number: int, tray: Tray) -> None:
        """What is taken is marked as read; what is refused stays unread there, to be seen."""
        ...


@dataclass(frozen=True)
class Place:
    """A folder of somebody's mailbox. ``secure``: over TLS, as it must be but on this machine."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    secure: bool = True


class ImapMailbox:
    """A Mailbox whose folder is selected."""

    def __init__(self, client: IMAPClient) -> None:
        self._client = client

    def waiting(self) -> Iterator[Envelope]:
        with answering():
            numbers = sorted(self._client.search(["UNSEEN", "UNDELETED"]))
        for number in numbers:
            try:
                told = self._head(number)
            except Stuck as trouble:
                log.warning("letter %d stays where it is: %s", number, trouble)
                continue
            if told:
                head = next(text for name, text in told.items() if name.startswith(HEAD_TOLD))
                yield envelope_of(number, told[SIZE], head or b"")

    def _head(self, number: int) -> Any:
        """None if somebody has taken the letter away."""
        with answering():
            return self._client.fetch([number], [HEAD, SIZE.decode()]).get(number)

    def letter(self, number: int) -> bytes:
        with answering():
            told = self._client.fetch([number], ["BODY.PEEK[]"]).get(number, {})
            return bytes(told.get(WHOLE) or b"")

    def lay(self, number: int, tray: Tray) -> None:
        with answering():
            folder = self._folder(tray)
            if tray is Tray.TAKEN:
                self._client.add_flags([number], [SEEN])
            if self._client.has_capability("MOVE"):
                self._client.move([number], folder)
                return
            self._client.copy([number], folder)
            self._client.delete_messages([number])
            if self._client.has_capability("UIDPLUS"):
                self._client.uid_expunge([number])

    def _folder(self, tray: Tray) -> str:
        """By its whole name: with some servers all folders lie below INBOX."""
        personal = self._client.has_capability("NAMESPACE") and self._client.namespace().personal
        name = f"{personal[0][0]}{tray}" if personal else tray.value
        if not self._client.folder_exists(name):
            self._client.create_folder(name)
        return name


@contextmanager
def opened(place: Place) -> Iterator[Mailbox]:
    """The mailbox as long as the block lasts; raises Unavailable."""
    with answering():
        client = IMAPClient(place.host, place.port, ssl=place.secure, timeout=SECONDS)
    with client:
        with answering():
            client.login(place.user, place.password)
            client.select_folder(place.folder)
        yield ImapMailbox(client)


@contextmanager
def answering() -> Iterator[None]:
    """What the server says may hold names of people: only the kind of trouble is told."""
    try:
        yield
    except imaplib.IMAP4.error as no:
        gone = isinstance(no, imaplib.IMAP4.abort)
        raise (Unavailable if gone else Stuck)(f"the mailbox says {type(no).__name__}") from no
    except (OSError, ValueError) as trouble:
        raise Unavailable(f"the mailbox does not answer: {type(trouble).__name__}") from trouble
