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


class FiguresStore(Protocol):
    def figures(self, now: datetime) -> Figures:
        """As they stand at one moment; raises Unavailable."""
        ...
