"""What a letter says: whom it names as its sender, and what is enclosed. None of it is proved."""

import email
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from ocr_service.domain.filename import UNSHOWABLE

LONGEST = 200
# They vouch for the letter itself, or are its own text in another dress.
NOT_ENCLOSED = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "text/calendar",
)
# Python's parser asks each line whether it ends any of the parts that it lies in: some seconds at
# this many, hours at those that somebody could send.
MOST_CONTAINERS = 50
CONTAINER = re.compile(rb"boundary|delivery-status", re.IGNORECASE)
FEWEST_BYTES_A_LINE = 30  # on average; files are in lines of 76
SPARE_LINES = 100_000
PICTURE_IN_TEXT = re.compile(r"""\bcid:([^"'\s>)]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter from outside. ``sender`` is "" unless it names exactly one address.

    ``number``: of the letter within its folder. ``size``: in bytes, of the letter as it lies there.
    """

    number: int
    size: int
    message_id: str
    sender: str
    subject: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    filename: str
    content: bytes


class UnreadableLetter(ValueError):
    """Its parts are put together so that nobody can tell them apart."""


def envelope_of(number: int, size: int, head: bytes) -> Envelope:
    """Never raises, whatever stands in the head."""
    told = email.message_from_bytes(head)
    named = [str(it) for it in told.get_all("From", [])]
    senders = [address for _, address in getaddresses(named)]
    sender = senders[0] if len(senders) == len(named) == 1 else ""
    return Envelope(
        number,
        size,
        message_id=shown(str(told.get("Message-ID", ""))),
        sender=shown(sender).lower() if "@" in sender else "",
        subject=shown(decoded(str(told.get("Subject", "")))),
    )


def enclosures(letter: bytes) -> list[Enclosure]:
    """All files, also those of letters that are enclosed; raises UnreadableLetter.

    Pictures that the text itself shows (a logo under a name) are not files.
    """
    check_shape(letter)
    try:
        return list(found_in(email.message_from_bytes(letter)))
    except Exception as odd:  # whatever it is that Python's parser stumbles over
        raise UnreadableLetter(type(odd).__name__) from odd


def check_shape(letter: bytes) -> None:
    """Raises UnreadableLetter for what would keep the parser busy for long."""
    if sum(1 for _ in CONTAINER.finditer(letter)) > MOST_CONTAINERS:
        raise UnreadableLetter("parts within parts within parts")
    if letter.count(b"\n") > SPARE_LINES + len(letter) // FEWEST_BYTES_A_LINE:
        raise UnreadableLetter("lines of nothing")


def found_in(letter: Message) -> Iterator[Enclosure]:
    parts = [part for part in letter.walk() if not part.is_multipart()]
    in_text = {name for part in parts for name in pictures_in(part)}
    for part in parts:
        if encloses(part, in_text):
            yield Enclosure(whole(decoded(part.get_filename() or "")), content_of(part))


def encloses(part: Message, in_text: set[str]) -> bool:
    kind = part.get_content_type()
    if kind in NOT_ENCLOSED or str(part.get("Content-ID", "")).strip(" <>") in in_text:
        return False
    return bool(part.get_filename()) or part.get_content_maintype() not in ("text", "message")


def pictures_in(part: Message) -> list[str]:
    """The names of the pictures that a text in HTML shows."""
    if part.get_content_type() != "text/html" or part.get_filename():
        return []
    return PICTURE_IN_TEXT.findall(content_of(part).decode("utf-8", "replace"))


def content_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def decoded(word: str) -> str:
    """An encoded word (RFC 2047) in plain letters, or as it stands."""
    try:
        return str(make_header(decode_header(word)))
    except (MessageError, LookupError, ValueError):
        return word


def shown(word: str) -> str:
    """On one line, NFC."""
    return UNSHOWABLE.sub("", unicodedata.normalize("NFC", whole(word))).strip()[:LONGEST]


def whole(word: str) -> str:
    """Without halves of letters, which no database takes."""
    return word.encode("utf-8", "replace").decode("utf-8")
