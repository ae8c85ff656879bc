"""Points in time as they come in: RFC 3339 with an offset, and nothing else."""

from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError


def written_out(given: object) -> object:
    """Refuses seconds since 1970, which pydantic would take for a time."""
    if isinstance(given, str) and "T" not in given.upper():
        raise PydanticCustomError("datetime_parsing", "not RFC 3339")
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(written_out)]
