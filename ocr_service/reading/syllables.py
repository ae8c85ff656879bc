"""Tells whether words could be Vietnamese syllables by how they are built."""

import re
import unicodedata
from collections.abc import Iterable

# Onset, rhyme without marks, coda: every Vietnamese syllable has this shape, few others do.
SHAPE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uya|uyu|uay|uoi|uou|oai|oay|oao|oeo|ieu|yeu|uye|oa|oe|oo|ai|ao|au|ay|eo|eu|ia|ie|iu|"
    r"oi|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
NOT_LETTERS = re.compile(r"[^\w]|[\d_]")


def is_syllable(word: str) -> bool:
    """Whether ``word`` (letters only) has the shape of a syllable, marks aside."""
    apart = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return SHAPE.fullmatch(plain) is not None


def share_of_syllables(words: Iterable[str]) -> float:
    """The share of the words of two letters and more that could be Vietnamese; 1 without any."""
    letters = [NOT_LETTERS.sub("", unicodedata.normalize("NFC", word)) for word in words]
    # Symbols such as QĐ-UBND are all capitals without vowels, in any language.
    told = [word for word in letters if len(word) > 1 and not (word.isupper() and len(word) < 6)]
    return sum(map(is_syllable, told)) / len(told) if told else 1.0
