"""Free text, lists, and choices among phrases."""

import re

from rapidfuzz import fuzz

from ocr_service.schema.letters import nfc, squash, tidy
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind

_ROW_MARK = re.compile(r"^\s*(?:[-–+*•]|\(?\d{1,2}[.)]|\d{1,2}\s+(?=[^\W\d_]))\s*")
_ENOUGH = 82.0  # below, two phrases of a choice could be mistaken for each other


@value_kind("text", lines=6)
def text(read: str, _options: Options) -> Parsed:
    """The words as read."""
    bare = tidy(read.replace("\n", " "))
    return Parsed(bare, 0.95) if any(letter.isalnum() for letter in bare) else NOTHING


@value_kind("choice", lines=2)
def choice(read: str, options: Options) -> Parsed:
    """The option of which a phrase stands in the text, or comes near enough."""
    plain = squash(read)
    scored = [(_likeness(squash(phrase), plain), len(phrase), option)
              for option, phrases in options.items() for phrase in phrases]  # fmt: skip
    if not plain or not scored:
        return NOTHING
    best = max(scored)
    return Parsed(best[2], best[0] / 100) if best[0] >= _ENOUGH else NOTHING


def _likeness(phrase: str, plain: str) -> float:
    if len(plain) < len(phrase) * 0.8:
        return 0.0
    return fuzz.partial_ratio(phrase, plain) if len(phrase) > 3 else 100.0 * (phrase == plain)


@value_kind("list", lines=40)
def rows(read: str, _options: Options) -> Parsed:
    """One entry a row, without the marks and numbers before it; a tuple of texts."""
    found: list[str] = []
    for line in nfc(read).splitlines():
        marked = _ROW_MARK.match(line)
        entry = " ".join(line[marked.end() if marked else 0 :].split()).strip(" ;,.")
        if not entry:
            continue
        if marked or not found:
            found.append(entry)
        else:
            found[-1] += f" {entry}"
    return Parsed(tuple(found), 0.9) if found else NOTHING
