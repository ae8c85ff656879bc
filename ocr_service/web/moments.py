"""Points in time as they come in, RFC 3339 with an offset, and days; nothing else."""

import re
from datetime import date, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

Told = TypeVar("Told", date, datetime)
FIRST, LAST = 1900, 2200  # years
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def written_out(given: object) -> object:
    """Refuses seconds since 1970, which pydantic would take for a time."""
    if isinstance(given, str) and "T" not in given.upper():
        raise PydanticCustomError("datetime_parsing", "not RFC 3339")
    return given


def day_written_out(given: object) -> object:
    """Refuses seconds since 1970, which pydantic would take for a day."""
    if isinstance(given, str) and not DAY.fullmatch(given):
        raise PydanticCustomError("date_parsing", "not RFC 3339")
    return given


def countable(told: Told) -> Told:
    """Refuses times at the ends of the calendar, which are none in another zone."""
    if not FIRST <= told.year <= LAST:
        raise PydanticCustomError("datetime_out_of_range", "not within our calendar")
    return told


Moment = Annotated[AwareDatetime, BeforeValidator(written_out), AfterValidator(countable)]
Day = Annotated[date, BeforeValidator(day_written_out), AfterValidator(countable)]
