"""Points in time as they come in: RFC 3339 with an offset, and nothing else."""

from datetime import datetime, timedelta, timezone
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

OFFICE = timezone(timedelta(hours=7))  # Vietnam keeps one time, without summer time
FIRST, LAST = 1900, 2200  # years


def written_out(given: object) -> object:
    """Refuses seconds since 1970, which pydantic would take for a time."""
    if isinstance(given, str) and "T" not in given.upper():
        raise PydanticCustomError("datetime_parsing", "not RFC 3339")
    return given


def countable(told: datetime) -> datetime:
    """Refuses times at the ends of the calendar, which are none in another zone."""
    if not FIRST <= told.year <= LAST:
        raise PydanticCustomError("datetime_out_of_range", "not within our calendar")
    return told


Moment = Annotated[AwareDatetime, BeforeValidator(written_out), AfterValidator(countable)]
