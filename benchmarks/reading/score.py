"""Characters and words read wrong, as shares of those that stand on the page."""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

SAME = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "‘": "'", "…": ".",
                      "²": "2"})  # fmt: skip
# Rules and dotted leaders are on the paper: whether a reader tells of them is its own affair.
RULES = re.compile(r"[|¦│]+|_+|(?:[.·•‥]\s?){4,}")


def plain(text: str) -> str:
    """NFC, one space between words, one kind of dash and quote, no rules and leaders."""
    text = unicodedata.normalize("NFC", text).translate(SAME)
    return " ".join(RULES.sub(" ", text).split())


def wrong_characters(read: str, readings: Sequence[str]) -> tuple[int, int]:
    """Edits from what was read to the nearest true reading, and that reading's length."""
    return _nearest([(plain(read), plain(truth)) for truth in readings])


def wrong_words(read: str, readings: Sequence[str]) -> tuple[int, int]:
    return _nearest([(plain(read).split(), plain(truth).split()) for truth in readings])


def _nearest(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> tuple[int, int]:
    return min((Levenshtein.distance(read, truth), len(truth)) for read, truth in pairs)
