"""Finds print that the first reader passed over, and has the second one read it.

Engines lose whole lines where they take them for a picture or for a part of a rule, and make
rubble of two that stand close. Ink of the size of letters that no word covers is such print;
strokes of a pen and ornaments are ink too, so only what is read surely and makes words is believed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.cleaning.ink import Pieces, pieces_of
from ocr_service.reading.image import Pixels
from ocr_service.reading.second.ctc import likeliest
from ocr_service.reading.second.evidence import letters, plausible
from ocr_service.reading.second.look import LineReader
from ocr_service.reading.second.merged import em_of, merged
from ocr_service.reading.second.strips import shared_out

DARK = 140
# In heights of a word:
GROWN = 0.12  # round words, that belongs to them: marks that boxes leave out
SMALLEST, TALLEST, BROADEST = 0.45, 2.0, 2.5  # a letter
DASH = 0.2  # broad, at least
SPACE = 0.9  # between the letters and words of one line
HIGHEST = 2.2  # a stretch of print
ABOVE, BELOW, BESIDE = 0.35, 0.2, 0.3  # left free around a strip: marks stand over capitals
MOST = 12  # stretches on one page; where there are more, all is unlike print
SURE = 0.85  # of a sign, in the geometric mean


@dataclass(frozen=True, slots=True)
class _Sought:
    """Print to look for: the length of a stretch, in heights of a word, and words, at least."""

    shortest: float
    fewest: int


ANYWHERE = _Sought(2.5, 2)  # shorter ones are mostly dirt; strokes of a pen make one word at most
IN_RUBBLE = _Sought(1.2, 1)  # print is known to stand there


Stretch = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


def with_overlooked(lines: tuple[Line, ...], ink: Pixels, reader: LineReader) -> tuple[Line, ...]:
    """The lines, and those that were passed over, each below the line it stands under."""
    em = em_of(lines)
    if not em:
        return lines
    page = _Page(ink, em * ink.shape[0], reader)
    parted = _parted(lines, em, page)
    return _with(parted, page.read(page.stretches(parted, ANYWHERE), ANYWHERE))


def _parted(lines: tuple[Line, ...], em: float, page: "_Page") -> tuple[Line, ...]:
    """The lines, those that were several in one parted where the second reader can read them."""
    rubble = [line for line in lines if merged(line, em)]
    if not rubble:
        return lines
    rest = [line for line in lines if line not in rubble]
    high, wide = page.ink.shape
    places = [
        (left, top, width, height)
        for left, top, width, height in page.stretches(rest, IN_RUBBLE)
        if any(_stands_in((top + height / 2) / high, left / wide, one) for one in rubble)
    ]
    found = list(page.read(places, IN_RUBBLE))
    read = [
        one for one in rubble if any(_stands_in(f.box.middle[1], f.box.left, one) for f in found)
    ]
    return _with(tuple(line for line in lines if line not in read), found)


def _stands_in(middle: float, left: float, line: Line) -> bool:
    return line.box.top < middle < line.box.bottom and line.box.left - 0.02 < left < line.box.right


def _with(lines: tuple[Line, ...], found: Iterable[Line]) -> tuple[Line, ...]:
    told = list(lines)
    for line in found:
        at, block = _below(told, line.box)
        told.insert(at, Line(line.words, block))
    return tuple(told)


@dataclass(frozen=True)
class _Page:
    """A page to search; ``em``: the height of a word in pixels."""

    ink: Pixels
    em: float
    reader: LineReader

    @cached_property
    def _pieces(self) -> Pieces:
        return pieces_of((self.ink < DARK).astype(np.uint8))

    def stretches(self, lines: Sequence[Line], sought: _Sought) -> list[Stretch]:
        """Stretches of ink like print, away from lines."""
        pieces, em = self._pieces, self.em
        middle = pieces.top + pieces.tall // 2, pieces.left + pieces.wide // 2
        like = (pieces.tall >= SMALLEST * em) | (pieces.wide >= DASH * em)
        like &= pieces.tall <= TALLEST * em
        like &= (pieces.wide <= BROADEST * em) & (self._covered(lines)[middle] == 0)
        reach = round(SPACE * em) | 1
        print_ = cv2.dilate(pieces.picture(like), np.ones((1, reach), np.uint8))
        return [
            (left + reach // 2, top, width - reach, height)
            for left, top, width, height, _ in pieces_of(np.asarray(print_, np.uint8)).boxes()
            if width - reach >= sought.shortest * em and SMALLEST * em <= height <= HIGHEST * em
        ]

    def _covered(self, lines: Sequence[Line]) -> Pixels:
        """1 where words stand."""
        high, wide = self.ink.shape
        covered, grown = np.zeros((high, wide), np.uint8), GROWN * self.em
        for box in (word.box for line in lines for word in line.words):
            down = slice(max(0, int(box.top * high - grown)), int(box.bottom * high + grown))
            across = slice(max(0, int(box.left * wide - grown)), int(box.right * wide + grown))
            covered[down, across] = 1
        return covered

    def read(self, places: Sequence[Stretch], sought: _Sought) -> Iterator[Line]:
        """The lines there that are read surely; none where too many are unlike print."""
        high, wide = self.ink.shape
        above, below, beside = (round(free * self.em) for free in (ABOVE, BELOW, BESIDE))
        for left, top, width, height in places if len(places) <= MOST else ():
            down = slice(max(0, top - above), top + height + below)
            strip = self.ink[down, max(0, left - beside) : left + width + beside]
            seen = likeliest(self.reader.steps(strip), self.reader.letters)
            if seen.certainty >= SURE and _makes_words(seen.text, sought.fewest):
                box = Box(left / wide, top / high, (left + width) / wide, (top + height) / high)
                told = shared_out(seen.text, box)
                yield Line(tuple(Word(word, place, min(seen.sure[at])) for word, place, at in told))


def _makes_words(text: str, fewest: int) -> bool:
    """Whether a reading is words or numbers, as many at least."""
    cores = [core for core in map(letters, text.split()) if core]
    lone = any(len(core) == 1 and (core.isalpha() or len(cores) == 1) for core in cores)
    return len(cores) >= fewest and not lone and all(map(plausible, cores))


def _below(lines: Sequence[Line], box: Box) -> tuple[int, int]:
    """Where a line belongs: after the nearest one that it stands under, and in its block."""
    over = [
        (line.box.bottom, at)
        for at, line in enumerate(lines)
        if line.box.middle[1] < box.middle[1]
        and min(line.box.right, box.right) > max(line.box.left, box.left)
    ]
    if not over:
        return 0, lines[0].block if lines else 0
    _, at = max(over)
    return at + 1, lines[at].block
