"""Other readings that nobody saw but that make sense: known words, signs as they are set here."""

import re
from collections.abc import Iterator, Sequence

from ocr_service.domain.page import Word
from ocr_service.reading.second.lexicon import readings
from ocr_service.schema.syllables import is_syllable

FRACTION = re.compile(r"(\d{1,3})\.(\d{1,2})([%;,.)]*)")
"""Three figures after a point are thousands; fewer are a fraction, and its sign is a comma."""
NUMBERED = frozenset({"mục", "khoản", "điểm", "phần", "điều", "chương", "bảng", "hình", "số", ""})
"""Before the numbers of sections, which have points; they also stand first on their line."""
Around = tuple[str, str]
"""The words before and after; "" at the ends of a line."""


def beside(words: Sequence[Word], first: int, end: int) -> Around:
    """The words before and after those from ``first`` up to ``end``."""
    texts = ["", *(word.text for word in words), ""]
    return texts[first], texts[end + 1]


def proposed(around: Around, text: str) -> Iterator[str]:
    """Readings to weigh against ``text``, a word that stands between those ``around`` it."""
    if not text or " " in text:
        return
    if sign := with_comma(around, text):
        yield sign
    yield from readings(around[0], text, around[1])


def with_comma(around: Around, text: str) -> str:
    """A word with a comma where it was read with a point that cannot be; "" for any other.

    Fractions have commas; and after a full stop comes a capital.
    """
    if (found := FRACTION.fullmatch(text)) and around[0].lower() not in NUMBERED:
        whole, part, rest = found.groups()
        return f"{whole},{part}{rest}"
    word, goes_on = text[:-1], around[1][:1].islower()
    if text.endswith(".") and goes_on and len(word) > 1 and word.islower() and is_syllable(word):
        return f"{word},"
    return ""
