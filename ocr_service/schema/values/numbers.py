"""Plain numbers, sums of money, phone numbers."""

import re

from ocr_service.schema.letters import DIGIT_SHAPES, tidy
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind

_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+(?!\d)|\d+")
# Vietnamese mobile and fixed numbers: 0 or +84, then 9 or 10 figures.
_PHONE = re.compile(r"^(?:\+?84|0)([2-9]\d{8,9})$")


@value_kind("number")
def number(text: str, _options: Options) -> Parsed:
    """A whole number without separators."""
    found = _GROUPED.findall(tidy(text))
    if not found:
        return NOTHING
    return Parsed(int(re.sub(r"\D", "", found[0])), 0.95 if len(found) == 1 else 0.6)


@value_kind("amount")
def amount(text: str, options: Options) -> Parsed:
    """A sum in dong."""
    return number(text, options)


@value_kind("phone")
def phone(text: str, _options: Options) -> Parsed:
    """Figures only, beginning with 0."""
    bare = re.sub(r"[\s.\-–()]", "", tidy(text))
    mended = bare.translate(DIGIT_SHAPES)
    found = _PHONE.match(mended)
    if not found:
        return NOTHING
    return Parsed("0" + found[1], 0.97 if mended == bare else 0.75)
