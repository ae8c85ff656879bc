"""Plain numbers, sums of money, areas, phone numbers."""

import re

from ocr_service.schema.letters import DIGIT_SHAPES, fold, tidy
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind
from ocr_service.schema.values.spoken import spoken

_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+(?!\d)|\d+")
# A point or a comma before three figures groups, before one or two it is the decimal comma.
_MEASURED = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:\s?[.,]\s?(\d{1,2}))?(?![\d])")
_UNIT = re.compile(r"m\s?[2²?z°'\"]|m[eé]t\s+vu[oô]ng|ha\b", re.IGNORECASE)
# Vietnamese mobile and fixed numbers: 0 or +84, then 9 or 10 figures.
_PHONE = re.compile(r"^(?:\+?84|0)([2-9]\d{8,9})$")
_MONEY = re.compile(r"(?:vi[eệ]t nam\s*)?(?:đồng|dong|vnđ|vnd)\b.*$", re.IGNORECASE | re.DOTALL)
_IN_WORDS = re.compile(r"^\W*(?:viet bang chu|ghi bang chu|bang chu|so tien bang chu)\W*")


@value_kind("number")
def number(text: str, _options: Options) -> Parsed:
    """A whole number without separators."""
    found = _GROUPED.findall(tidy(text))
    if not found:
        return NOTHING
    return Parsed(int(re.sub(r"\D", "", found[0])), 0.95 if len(found) == 1 else 0.6)


@value_kind("amount", lines=2)
def amount(text: str, options: Options) -> Parsed:
    """A sum in dong, in figures or in words."""
    if any(letter.isdigit() for letter in text):
        return number(_MONEY.sub("", text) or text, options)
    said = _IN_WORDS.sub("", fold(_MONEY.sub("", tidy(text))))
    worth = spoken(said)
    return Parsed(worth, 0.97) if worth > 0 else NOTHING


@value_kind("area", lines=2)
def area(text: str, _options: Options) -> Parsed:
    """Square metres: a whole number, or with decimals where the paper has some; ``ha`` is 10,000.

    ``1.250,5 m²`` is 1250.5: points group by three, the comma parts decimals.
    """
    bare = tidy(text)
    found = _MEASURED.search(bare)
    if not found:
        return NOTHING
    whole, part = re.sub(r"\D", "", found[1]), found[2] or ""
    after = _UNIT.match(bare[found.end() :].lstrip())
    size = float(f"{whole}.{part}") if part.strip("0") else int(whole)
    if after and after[0].lower() == "ha":
        size = round(size * 10_000)
    return Parsed(size, 0.96 if after else 0.85) if size else NOTHING


@value_kind("phone")
def phone(text: str, _options: Options) -> Parsed:
    """Figures only, beginning with 0."""
    bare = re.sub(r"[\s.\-–()]", "", tidy(text))
    mended = bare.translate(DIGIT_SHAPES)
    found = _PHONE.match(mended)
    if not found:
        return NOTHING
    return Parsed("0" + found[1], 0.97 if mended == bare else 0.75)
