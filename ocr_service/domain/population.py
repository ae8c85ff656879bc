"""The population database (CSDLQG về dân cư), as far as we ask it: whether there is somebody."""

from datetime import date
from enum import StrEnum
from typing import Protocol


class Answer(StrEnum):
    """The words are part of the contract."""

    MATCHES = "matches"
    DIFFERS = "differs"  # somebody has that number, of another name or day of birth
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"  # nobody knows: it was asked and did not answer


class Population(Protocol):
    """Asks for one person; hands no data of theirs out."""

    def look_up(self, number: str, name: str, date_of_birth: date | None) -> Answer:
        """``name`` "" and None are not compared. Raises Unavailable, within seconds."""
        ...
