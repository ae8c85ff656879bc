"""Accepted records, kept to be used again instead of asking anybody for the same paper twice."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from ocr_service.domain.dossier import Document
from ocr_service.domain.errors import OcrError

LONGEST_PURPOSE = 500  # signs
_APART = re.compile(r"[^0-9a-z]+")
_WRITTEN_NUMBER = re.compile(r"[\d .\-]*")


class Standing(StrEnum):
    """Whether a record may stand for its paper today; the words are part of the contract."""

    VALID = "valid"
    EXPIRED = "expired"
    REPLACED = "replaced"  # by a newer paper of the same person
    REVOKED = "revoked"  # by a decision that somebody has told us of


class Revoked(OcrError):
    """A record whose paper was taken back stands for nothing."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody that a paper speaks of; ``holder``: whose paper it is. ``number`` is bare."""

    role: str
    name: str
    number: str = ""
    holder: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper is found by. Days are ISO 8601, "" where the paper tells none.

    ``series`` begins the record's code; ``called``: names and headings as written, for ranking;
    ``words``: all that it is found by, folded. ``edition`` tells the schema that it was read by.
    ``one_at_a_time``: a newer paper of the same person takes its place.
    """

    title: str
    series: str
    parties: tuple[Party, ...] = ()
    number: str = ""
    issued_on: str = ""
    issuer: str = ""
    valid_until: str = ""
    called: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    edition: str = ""
    one_at_a_time: bool = False


class Filing(Protocol):
    """Finds the facts of a document of a dossier for that procedure."""

    @property
    def edition(self) -> str:
        """Another one whenever it may find other facts than before."""
        ...

    def __call__(self, document: Document, procedure_code: str) -> Facts: ...


@dataclass(frozen=True, slots=True)
class Revocation:
    """That a paper was taken back, as somebody told it: why, and by which decision if they know.

    ``decided_on`` is ISO 8601, "" where it was not told.
    """

    record_id: str
    at: datetime
    user_id: str
    user: str
    reason: str
    decided_on: str = ""
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """An accepted document as a record; its id is the document's.

    ``code`` is its name among systems (holder, procedure, paper, running number). ``content`` is
    the digest that the audit trail tells of the document. ``uses``: how often it was used again.
    """

    id: str
    code: str
    document_type: str
    dossier_id: str
    dossier_code: str
    procedure_code: str
    agency_code: str
    accepted_at: datetime
    number: str
    issued_on: str
    issuer: str
    valid_until: str
    parties: tuple[Party, ...]
    document: Document
    content: str
    edition: str
    made_by: str
    competent_agency_code: str = ""
    uses: int = 0
    replaced: bool = False
    replaced_by: str = ""
    replaced_in: str = ""
    revoked: Revocation | None = None

    @property
    def agencies(self) -> tuple[str, str]:
        """Whose people may find it."""
        return self.agency_code, self.competent_agency_code

    @property
    def holders(self) -> tuple[Party, ...]:
        """One for each of them, whatever numbers they have."""
        return tuple({it.role + it.name: it for it in self.parties[::-1] if it.holder}.values())[
            ::-1
        ]

    def standing(self, today: date) -> Standing:
        if self.revoked:
            return Standing.REVOKED
        if self.valid_until and self.valid_until < today.isoformat():
            return Standing.EXPIRED
        return Standing.REPLACED if self.replaced else Standing.VALID


@dataclass(frozen=True, slots=True)
class Use:
    """A record used in a dossier, ours (``dossier_id``) or not, instead of asking for the paper."""

    id: str
    record_id: str
    at: datetime
    user_id: str
    user: str
    agency_code: str
    document_type: str
    dossier_code: str
    dossier_id: str
    purpose: str
    consent: str


@dataclass(frozen=True, slots=True)
class Reused:
    """A record as it stands in the dossier that it was used in: ``procedure_code`` is of the
    dossier that it came from, ``code`` "" where the record is gone since; ``revoked``: since.
    """

    record_id: str
    document_type: str
    procedure_code: str = ""
    code: str = ""
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that was found; ``place``: in the order in which records were accepted."""

    id: str
    place: int


def folded_words(text: str) -> list[str]:
    """``Nguyễn Thị An, 537/TB-VPCP`` as nguyen thi an 537 tb vpcp: how words are found."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return [word for word in _APART.split(bare) if word]


def key_of(number: str) -> str:
    """What tells one number from another, however it is written: ``537/TB-VPCP`` as 537tbvpcp."""
    return "".join(folded_words(number))


def asked_words(q: str) -> list[str]:
    """The words of a search; a number written with blanks or dots is one word."""
    bare = q.strip()
    if _WRITTEN_NUMBER.fullmatch(bare) and sum(map(str.isdigit, bare)) >= 9:
        return [key_of(bare)]
    return list(dict.fromkeys(folded_words(q)))


def spoken(text: str) -> str:
    """In small letters with their marks, single blanks between words: NFC."""
    words = re.split(r"[^\w]+", unicodedata.normalize("NFC", text).casefold())
    return " ".join(word for word in words if word)
