"""Finds the lines that a clerk completes by pen: the number in the head, and dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from ocr_service.domain.page import Box, Line, Word
from ocr_service.schema.letters import fold

SURE = 0.96  # an engine that is as sure as that of figures has read print
_HEAD = 0.45  # of the page's height: a number stands above it
_MOST_WORDS = 8
_DATE = re.compile(
    r"(?<!\w)n.{0,2}[gq].{0,2}y.{0,16}(?:t[hn].{0,3}|nha)ng(?:.{0,14}?(?:n?am.{0,2}\S{0,6}|\d{4}))?"
)
_FILLED = re.compile(r"ngay\W*(\d{1,2})\W*thang\W*(\d{1,2})\W*nam\W*(\d{4})")
_MOST_BEFORE, _MOST_AFTER = 6, 2  # words beside a date that fills its line: a place, a stray mark
_WORDS = ("ngay", "thang", "nam")
_READ = 0.9  # a syllable that an engine is as sure of is print
_MARK = re.compile(r"[/⁄:|\d]")
_NUMBER = re.compile(
    r"^\W?(?:s[^\s\W]?\W?|[oó]:) ?.{0,14}[/⁄|1l7I\s-]\s?"
    r"[A-ZĐ][\w.]{0,6}\s?(?:[-–.&]\s?[A-ZĐ]\w{0,9}){0,2}\W*(?: \w)?$"
)
# The label is read for certain, its symbol in small letters.
_SMALL = re.compile(r"^s[oố] ?[:;.].{0,10}[/⁄|].{1,6} ?[-–] ?\w{2,9}$", re.IGNORECASE)
_BARE = re.compile(r"^(?![Ss])\W?\w{0,4}\W?/ ?[A-ZĐ]\w{1,6} ?- ?[A-ZĐ]{2,9}$")  # the label is lost
_LOST = 4.5  # letters that "Số: " takes
_LABEL = re.compile(r"ngay\W{0,2},|ngay thang nam(?:\W*[a-z]|$)")
_GLOSS = re.compile(r"ngay\W?/ ?d|thang\W?/ ?m|nam\W?/ ?y")  # of bilingual cards, all printed
_WHOLE = re.compile(r"^so ?[:;.]? ?\d{1,5}(?:[/-]\d{4})? ?/ ?[a-zđ].*$")


class Kind(StrEnum):
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Place:
    """Words of a line to look at again: ``line`` and ``first``..``last`` tell which.

    ``box`` is theirs in shares of the page; ``em`` the size of the print and ``middle`` half
    way up its small letters, both in shares of the page's height.
    """

    kind: Kind
    line: int
    first: int
    last: int
    box: Box
    em: float
    middle: float


def places(lines: Sequence[Line]) -> Iterator[Place]:
    """Where a number or a date stands whose figures the engine has not read for certain."""
    em = 0.0
    for at, line in enumerate(lines):
        for kind, words in _met(line):
            if not _certain(words, kind):
                em = em or _em(lines)
                first = line.words.index(words[0])
                box = _whole_box(line, words)
                yield Place(kind, at, first, first + len(words) - 1, box, em, _middle(words, line))


def _met(line: Line) -> Iterator[tuple[Kind, Sequence[Word]]]:
    """The words of each date on a line, or all its words if it is the line of a number."""
    plain = _plain(line)
    dates = list(_DATE.finditer(plain))
    for found in dates:
        words = _between(line, *found.span())
        labels = _LABEL.search(found[0]) or _GLOSS.search(found[0])
        apart = not labels and not _spoken(words)
        if apart and not _in_prose(line, words):
            yield Kind.DATE, words
    numbered = line.box.top < _HEAD and len(line.words) <= _MOST_WORDS and _MARK.search(plain)
    if not dates and numbered and _numbers(line.text):
        yield Kind.NUMBER, line.words


def _numbers(text: str) -> bool:
    """Whether a line's text is that of a number, however garbled."""
    lowered = text[:1].lower() + text[1:]
    return bool(_NUMBER.match(lowered) or _SMALL.match(text) or _BARE.match(text))


def _whole_box(line: Line, words: Sequence[Word]) -> Box:
    """Where the words stand, with room for the label that an engine lost."""
    box = Box.around(word.box for word in words)
    if not _BARE.match(line.text):
        return box
    room = _LOST * box.width / len(line.text)
    return Box(max(box.left - room, 0.0), box.top, box.right, box.bottom)


def _in_prose(line: Line, words: Sequence[Word]) -> bool:
    """Whether a sentence stands around a date: those are printed, whatever an engine made of it."""
    first = line.words.index(words[0])
    before, after = line.words[:first], line.words[first + len(words) :]
    cites = any("/" in word.text for word in before)
    return cites or len(before) > _MOST_BEFORE or len(after) > _MOST_AFTER


def _spoken(words: Sequence[Word]) -> bool:
    """Whether print stands where figures would: a date in words, or a sentence."""
    inner = [word for word in words[1:] if word.text.isalpha() and word.confidence > _READ]
    return any(
        len(word.text) > 1 and not any(name in fold(word.text) for name in _WORDS) for word in inner
    )


def _plain(line: Line) -> str:
    return " ".join(fold(word.text) for word in line.words)


def _between(line: Line, start: int, end: int) -> Sequence[Word]:
    """The words that a stretch of the folded line touches."""
    touched: list[Word] = []
    at = 0
    for word in line.words:
        after = at + len(fold(word.text))
        if at < end and after > start:
            touched.append(word)
        at = after + 1
    return touched


def _certain(words: Sequence[Word], kind: Kind) -> bool:
    """Whether the figures are there and the engine is sure of each of them."""
    pattern = _FILLED if kind is Kind.DATE else _WHOLE
    if not pattern.search(" ".join(fold(word.text) for word in words)):
        return False
    figures = [word for word in words if any(letter.isdigit() for letter in word.text)]
    return all(word.confidence >= SURE for word in figures)


def _em(lines: Sequence[Line]) -> float:
    """The size of the page's print: most lines reach from an accent down to a tail."""
    whole = [line.box.height for line in lines if len(line.words) > 2] or [
        line.box.height for line in lines
    ]
    return median(whole)


def _middle(words: Sequence[Word], line: Line) -> float:
    """From the words that were read well: what a pen wrote stands higher or lower."""
    near = words if any(_printed(word) for word in words) else line.words
    printed = [word for word in near if _printed(word)] or near
    return Box.around(word.box for word in printed).middle[1]


def _printed(word: Word) -> bool:
    return word.confidence > 0.6 and len(word.text) > 1
