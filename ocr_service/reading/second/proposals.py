"""Other readings that nobody saw but that make sense: known words, numbers as written here."""

import re
from collections.abc import Iterator

from ocr_service.reading.second.lexicon import readings

FRACTION = re.compile(r"(\d{1,3})\.(\d{1,2})([%;,.)]*)")
"""Three figures after a point are thousands; fewer are a fraction, and its sign is a comma."""


def proposed(around: tuple[str, str], text: str) -> Iterator[str]:
    """Readings to weigh against ``text``, a word that stands between those ``around`` it."""
    if not text or " " in text:
        return
    if fraction := FRACTION.fullmatch(text):
        whole, part, rest = fraction.groups()
        yield f"{whole},{part}{rest}"
    yield from readings(around[0], text, around[1])
