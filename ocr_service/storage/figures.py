"""What the database tells of how much there is to do; numbers and codes, never a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts by the words of the contract.

    ``work``: by kind and state. ``waiting``: how much work is due, ``oldest``: when the oldest of
    it was made, by priority.
    ``oldest_review``: when the dossier came in that has waited longest for a person.
    ``failures``: by what failed (``file``, ``dossier``) and the code of its complaint.
    """

    work: Mapping[Pair, int]
    waiting: Mapping[str, int]
    oldest: Mapping[str, datetime]
    dossiers: Mapping[str, int]
    oldest_review: datetime | None
    pages_read: int
    failures: Mapping[Pair, int]
    deliveries: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work of one kind: how much is due or held, and when the oldest that waits was made."""

    waiting: int = 0
    running: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What goes on now, of an agency and those below it or of all. No paper is told of.

    ``work``: by kind. ``settled``, ``pages``: dossiers that came to an end in the last minute, and
    their pages; ``settled_hour``: in the last hour. ``failing``: webhooks whose receivers fail.
    """

    work: Mapping[str, Waiting]
    settled: int
    pages: int
    settled_hour: int
    failed_dossiers: int
    failed_files: int
    failing: int


@dataclass(frozen=True, slots=True)
class Room:
    """What the whole house takes: the database in bytes; files handed in, and their bytes."""

    database: int
    files: int
    file_bytes: int


class FiguresStore(Protocol):
    def figures(self, now: datetime) -> Figures:
        """As they stand at one moment; raises Unavailable."""
        ...

    def office(self, now: datetime, scope: str = "") -> Office:
        """Cheap enough to be asked every few seconds; raises Unavailable."""
        ...

    def room(self) -> Room:
        """Goes through all files: not to be asked often."""
        ...

    def database_bytes(self) -> int: ...
