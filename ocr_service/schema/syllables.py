"""Tells whether words could be Vietnamese syllables by how they are built."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ocr_service.schema.letters import fold

# Onset, rhyme without marks, coda: every Vietnamese syllable has this shape, few others do.
SHAPE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uya|uyu|uay|uoi|uou|oai|oay|oao|oeo|ieu|yeu|uye|oa|oe|oo|ai|ao|au|ay|eo|eu|ia|ie|iu|"
    r"oi|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
NOT_LETTERS = re.compile(r"[^\w]|[\d_]")

ONSET = r"(?:ngh?|nh|ch|gh?|gi|kh|ph|qu|th|tr|[bcdđhklmnrstvx])?"
OPEN = (
    r"(?:o?ai|[ou]?ay|o?ao|au|âu|u?ây|oa|o?e|o?eo|u?ê|êu|i|ia|iu|iêu|o|oi|ô|ôi|u?ơ|ơi|u|ua|ui|uôi|"
    r"u?y|uya|uyu|yêu|ư|ưa|ưi|ưu|ươi|ươu|a)"
)
NASAL = (
    r"(?:o?[aă](?:m|n|ng)|o?anh|u?â(?:m|n|ng)|o?e(?:m|n|ng)|ê[mn]|u?ênh|i[mn]|u?[iy]nh|"
    r"u?(?:iê|yê)(?:m|n|ng)|o(?:m|n|ng)|oong|ô(?:m|n|ng)|ơ[mn]|u(?:m|n|ng)|uô(?:m|n|ng)|"
    r"uyn|ư(?:m|n|ng)|ươ(?:m|n|ng))"
)
STOPPED = (
    r"(?:o?[aă][cpt]|o?ach|u?â[cpt]|o?e[cpt]|ê[pt]|u?êch|i[pt]|u?[iy]ch|u?(?:iê|yê)[cpt]|o[cpt]|"
    r"ooc|ô[cpt]|ơ[pt]|u[cpt]|uô[cpt]|uy[pt]|ư[ct]|ươ[cpt])"
)
SPELT = re.compile(ONSET + r"(?:" + OPEN + "|" + NASAL + ")")
SPELT_STOPPED = re.compile(ONSET + STOPPED)
ACUTE, DOT = "\u0301", "\u0323"
TONES = frozenset({"\u0300", "\u0303", "\u0309", ACUTE, DOT})


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (letters only) has the shape of a syllable, marks aside."""
    return SHAPE.fullmatch(fold(word)) is not None


@lru_cache(maxsize=20_000)
def is_spelt(word: str) -> bool:
    """Whether ``word`` (letters only) is a syllable with its marks: its own vowels, one tone.

    A syllable that ends in a stop (c, ch, p, t) rises or falls, it has no other tone.
    """
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in apart if sign in TONES]
    bare = "".join(sign for sign in apart if sign not in TONES)
    plain = unicodedata.normalize("NFC", bare)
    if len(tones) > 1:
        return False
    if SPELT_STOPPED.fullmatch(plain):
        return bool(tones) and tones[0] in (ACUTE, DOT)
    return SPELT.fullmatch(plain) is not None


def share_of_syllables(words: Iterable[str]) -> float:
    """The share of the words of two letters and more that could be Vietnamese; 1 without any."""
    letters = [NOT_LETTERS.sub("", unicodedata.normalize("NFC", word)) for word in words]
    # Symbols such as QĐ-UBND are all capitals without vowels, in any language.
    told = [word for word in letters if len(word) > 1 and not (word.isupper() and len(word) < 6)]
    return sum(map(is_syllable, told)) / len(told) if told else 1.0
