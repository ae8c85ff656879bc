"""The kinds of value a field may hold, and how each is read from text."""

from ocr_service.schema.values import (
    codes,
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
    flaw,
    parse,
    runs_on,
)

__all__ = ["KINDS", "NOTHING", "Options", "Parsed", "flaw", "parse", "runs_on"]
# Loaded, so that they register.
_ = (codes, dates, identifiers, numbers, offices, people, places, words)
