"""The kinds of value a field may hold, and how each is read from text."""

from ocr_service.schema.values import (
    dates,
    identifiers,
    numbers,
    offices,
    people,
    places,
    words,
)
from ocr_service.schema.values.registry import (
    KINDS,
    NOTHING,
    Options,
    Parsed,
    parse,
    runs_on,
)

__all__ = ["KINDS", "NOTHING", "Options", "Parsed", "parse", "runs_on"]
_ = (dates, identifiers, numbers, offices, people, places, words)  # loaded, so that they register
