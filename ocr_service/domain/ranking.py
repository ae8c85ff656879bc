"""The order in which records are found, and a record's place in it as a cursor tells it."""

import re
from dataclasses import dataclass
from enum import IntEnum

_CURSOR = re.compile(r"([0-9])\.([0-2])\.(\d{4}-(?:0[1-9]|1[0-2])-\d\d)?\.(\d{1,19})", re.ASCII)

LARGEST = 2**63


class Fallen(IntEnum):
    """What holds comes before what no longer does."""

    NOT = 0
    REPLACED = 1  # by a newer paper of the same person
    OVER = 2  # expired or revoked


@dataclass(frozen=True, slots=True)
class Place:
    """Of the best tier first, then of what holds, then the newest paper, then the last accepted.

    ``issued_on`` is ISO 8601, "" comes last.
    """

    tier: int
    fallen: Fallen
    issued_on: str
    number: int

    @property
    def cursor(self) -> str:
        return f"{self.tier}.{self.fallen.value}.{self.issued_on}.{self.number}"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A record that was found, by its id."""

    id: str
    place: Place


def place_at(cursor: str) -> Place | None:
    """None for what is no cursor of ours."""
    found = _CURSOR.fullmatch(cursor)
    if found is None or int(found[4]) >= LARGEST:
        return None
    tier, fallen, day, number = found.groups()
    return Place(int(tier), Fallen(int(fallen)), day or "", int(number))
