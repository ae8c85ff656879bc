"""Puts what a pen wrote into the words of its line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.handwriting.places import Kind, Place
from ocr_service.reading.handwriting.read import Reading
from ocr_service.schema.letters import fold

_BEFORE_WORD = 0.5  # in ems: where a word is told, it has begun that long ago at the most
_WORD = 1.8  # in ems: how wide the words of a date are
_PRINTED = 0.96  # print that an engine read among the pen's marks, its own confidence lost
_DATE_WORDS = ("ngày", "tháng", "năm")
_TAIL = re.compile(r"([A-ZĐ][\w.]{0,6} ?(?:[-–.&] ?[A-ZĐ&][\w-]*)*)\W*(?: \w)?$")
_DOTTED = re.compile(r"^([A-ZĐ]{2,3})\.(?=[A-ZĐ]{2,}$)")
# A symbol read in small letters, or in letters of both sizes; "37t.Tr" with figures before it.
_SMALL = re.compile(r"(?:^|[/⁄])\W?\d*([a-zđ][\w.]{0,6} ?(?:[-–] ?[\w]{2,9})+)$", re.IGNORECASE)
_REQUEST = re.compile(r"^t\.?t[rgt]$", re.IGNORECASE)  # TTr and TTg are written so
_DAY = re.compile(r"n\w?g\w?y")


def amended(line: Line, place: Place, reading: Reading, em_across: float) -> Line:
    """The line with the words of a place as they were read; the others stay as they are.

    ``em_across``: the size of the print in shares of the page's width.
    """
    before, after = line.words[: place.first], line.words[place.last + 1 :]
    own = line.words[place.first : place.last + 1]
    if place.kind is Kind.DATE:
        new = _date(own, place, reading, em_across)
    else:
        new = _number(own, place, reading)
    return replace(line, words=(*before, *new, *after))


def _date(own: Sequence[Word], place: Place, reading: Reading, em_across: float) -> list[Word]:
    """``ngày 06 tháng 10 năm 2010``, each word in its place, blank parts left out."""
    box = place.box
    words = _cut_off(own[0], reading.spans[0].word - _BEFORE_WORD * em_across)
    left = words[0].box.right if words else box.left
    told = zip(_DATE_WORDS, reading.parts, reading.sure, reading.spans, strict=True)
    for name, figures, sure, span in told:
        right = max(span.left if figures else span.word + _WORD * em_across, left)
        words.append(Word(name, Box(left, box.top, right, box.bottom), _PRINTED))
        left = right
        if figures:
            across = Box(max(span.left, left), box.top, max(span.right, left), box.bottom)
            words.append(Word(figures, across, sure, handwritten=span.penned))
            left = across.right
    return words


def _cut_off(word: Word, left: float) -> list[Word]:
    """What stands before "ngày" in the word that holds it: a place that the engine joined to it."""
    found = _DAY.search(fold(word.text))
    if not found or not found.start() or len(fold(word.text)) != len(word.text):
        return []
    right = min(max(left, word.box.left), word.box.right)
    box = Box(word.box.left, word.box.top, right, word.box.bottom)
    return [Word(word.text[: found.start()], box, word.confidence)]


def _number(own: Sequence[Word], place: Place, reading: Reading) -> list[Word]:
    """``Số:`` and ``213/KH-ATTP``: the number as read, the printed symbol as the engine has it."""
    number, span, box = reading.parts[0], reading.spans[0], place.box
    label_right = max(span.left, box.left)
    label = Word("Số:", Box(box.left, box.top, label_right, box.bottom), _PRINTED)
    years = "".join(f"/{year}" for year in reading.parts[1:-1])
    written = f"{number}{years}/{reading.symbol or symbol(text_of(own))}"
    whole = Box(label_right, box.top, max(box.right, label_right), box.bottom)
    return [label, Word(written, whole, reading.sure[0], handwritten=span.penned)]


def text_of(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def symbol(text: str) -> str:
    """The printed symbol at the end of a number's line, as a reader has it; "" without one."""
    end = text.replace("⁄", "/").rsplit("/", 1)[-1]
    found = _SMALL.search(end) or _TAIL.search(end)
    if not found:
        return ""
    closed = _DOTTED.sub(r"\1-", re.sub(r" ?([-–]) ?", r"\1", found[1]).strip())
    return re.sub(r"[^-–&]+", lambda part: _capital(part[0]), closed)


def _capital(letters: str) -> str:
    """A part of a symbol as it is printed: in capitals, but for the r of "TTr"."""
    if _REQUEST.match(letters):
        return letters[:-1].upper() + letters[-1].lower()
    return letters if letters[-1:].islower() and letters[:-1].isupper() else letters.upper()
