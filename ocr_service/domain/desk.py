"""What waits for a person to look at, who holds it just now, and what was put off."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

from ocr_service.domain.dossier import Priority
from ocr_service.domain.errors import OcrError


class Kind(StrEnum):
    """Why a document waits for a person; the words are part of the contract."""

    DOUBT = "doubt"
    SECOND_KEYING = "second_keying"  # all that is left is to be keyed by a second person
    SAMPLE = "sample"  # nothing is in doubt: how often that is wrong is what is measured


COUNTER, BATCH, SAMPLES = 0, 1, 2  # ranks: whose turn it is first
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def rank_of(priority: Priority, kind: Kind) -> int:
    """Samples hold nobody up: they come after all others."""
    if kind is Kind.SAMPLE:
        return SAMPLES
    return COUNTER if priority is Priority.COUNTER else BATCH


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in the queue: its dossier's place, then its own in the dossier.

    As text it may stand in an address.
    """

    rank: int
    received_at: datetime
    dossier_id: str
    position: int

    def __str__(self) -> str:
        microseconds = (self.received_at - EPOCH) // MICROSECOND
        return f"{self.rank}.{microseconds}.{self.dossier_id}.{self.position}"

    @classmethod
    def told(cls, text: str) -> Self:
        """Raises ValueError for what is no place."""
        rank, microseconds, dossier_id, position = text.split(".")
        moment = EPOCH + int(microseconds) * MICROSECOND
        return cls(int(rank), moment, dossier_id, int(position))


@dataclass(frozen=True, slots=True)
class Lease:
    """A document that somebody is looking at; ``holder_id`` is an actor's."""

    holder_id: str
    holder: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Postponed:
    """A document put off: until when, by whom, why."""

    until: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document in the queue; ``doubts`` is how many there are, ``lease`` one that holds now.

    ``position`` is its place in its dossier, from 0.
    """

    document_id: str
    dossier_id: str
    dossier_code: str
    procedure_code: str
    agency_code: str
    document_type: str
    title: str
    priority: Priority
    received_at: datetime
    doubts: int
    kind: Kind
    position: int
    lease: Lease | None = None
    postponed: Postponed | None = None

    @property
    def place(self) -> Place:
        rank = rank_of(self.priority, self.kind)
        return Place(rank, self.received_at, self.dossier_id, self.position)


class Leased(OcrError):
    """Somebody else is looking at the document."""

    def __init__(self, lease: Lease) -> None:
        super().__init__(f"held by {lease.holder_id} until {lease.until.isoformat()}")
        self.lease = lease
