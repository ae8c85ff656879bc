"""Places and addresses: the text as read, tidied; units are looked up in understanding."""

import re

from ocr_service.schema.letters import tidy
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind

_BEFORE_COMMA = re.compile(r"\s+([,;])")
_AFTER_COMMA = re.compile(r"([,;])(?=[^\s\d])")
# Names begin with a capital, so “xã la Dom” can only be “xã Ia Dom” (water, in Jarai).
_IA = re.compile(r"\b([Xx]ã|[Hh]uyện|[Tt]hị trấn) la(?= [A-ZĐ])")


@value_kind("place", lines=3)
def place(text: str, _options: Options) -> Parsed:
    """An administrative place or an institution."""
    return _tidied(text)


@value_kind("address", lines=3)
def address(text: str, _options: Options) -> Parsed:
    """House, street, commune, province."""
    return _tidied(text)


def _tidied(text: str) -> Parsed:
    text = _IA.sub(r"\1 Ia", text)
    bare = _AFTER_COMMA.sub(r"\1 ", _BEFORE_COMMA.sub(r"\1", tidy(text)))
    letters = sum(letter.isalpha() for letter in bare)
    if letters < 2:
        return NOTHING
    return Parsed(bare, 0.95 if letters > len(bare) * 0.5 else 0.6)
