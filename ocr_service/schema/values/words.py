"""Free text, lists, and choices among phrases."""

import re

from rapidfuzz import fuzz

from ocr_service.schema.letters import nfc, squash, tidy
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind

_ROW_MARK = re.compile(r"^\s*(?:[-–+*•]|\(?\d{1,2}[.,)]|\d{1,2}\s+(?=[^\W\d_]))\s*")
_BEGUN = 0.6  # of a phrase, at least, where its end was not read
_ENOUGH = 82.0  # below, two phrases of a choice could be mistaken for each other


@value_kind("text", lines=6)
def text(read: str, _options: Options) -> Parsed:
    """The words as read."""
    bare = tidy(read.replace("\n", " "))
    return Parsed(bare, 0.95) if any(letter.isalnum() for letter in bare) else NOTHING


@value_kind("agency", lines=6)
def agency(read: str, _options: Options) -> Parsed:
    """The name of an agency, its lines joined; understanding spells the units that it names."""
    bare = tidy(" ".join(read.split()))
    return Parsed(bare, 0.95) if sum(letter.isalpha() for letter in bare) > 3 else NOTHING


@value_kind("choice", lines=2)
def choice(read: str, options: Options) -> Parsed:
    """The option of which a phrase stands in the text, or comes near enough."""
    plain = squash(read)
    # The phrase that stands first names the thing: “BÁO CÁO thực hiện KẾ HOẠCH” is a report.
    scored = [(_likeness(squash(phrase), plain), len(phrase), option)
              for option, phrases in options.items() for phrase in phrases]  # fmt: skip
    if not plain or not scored:
        return NOTHING
    if begun := _begun(plain, options):
        return Parsed(begun, 0.85)
    best = max(scored)
    return Parsed(best[2], best[0] / 100) if best[0] >= _ENOUGH else NOTHING


def _begun(plain: str, options: Options) -> str:
    """The one option whose phrase the text begins, its end not read; "" for none or several."""
    phrases = [(squash(each), option) for option, told in options.items() for each in told]
    found = {
        option
        for phrase, option in phrases
        if phrase.startswith(plain) and _BEGUN * len(phrase) <= len(plain) < len(phrase)
    }
    whole = any(phrase in plain for phrase, _ in phrases)
    return found.pop() if len(found) == 1 and not whole else ""


def _likeness(phrase: str, plain: str) -> float:
    if len(plain) < len(phrase) * 0.8:
        return 0.0
    if len(phrase) <= 3:
        return 100.0 * (plain.startswith(phrase))
    near = fuzz.partial_ratio_alignment(phrase, plain)
    return near.score - min(near.dest_start, 30) * 0.5 if near else 0.0


@value_kind("list", lines=40)
def rows(read: str, _options: Options) -> Parsed:
    """One entry a line; where lines bear marks or numbers, those without carry on the one above."""
    lines = [(_ROW_MARK.match(line), line) for line in nfc(read).splitlines()]
    marked = any(mark for mark, _ in lines)
    found: list[str] = []
    ended = False
    for mark, line in lines:
        entry = " ".join(line[mark.end() if mark else 0 :].split()).strip(" ;,.")
        if not entry:
            continue
        if marked and found and not mark and not ended:
            found[-1] += f" {entry}"
        else:
            found.append(entry)
        ended = line.rstrip().endswith((";", "."))
    return Parsed(tuple(found), 0.9) if found else NOTHING


@value_kind("table", lines=60)
def table(_read: str, _options: Options) -> Parsed:
    """Rows of named cells; each cell is read as the kind of its own column."""
    return NOTHING
