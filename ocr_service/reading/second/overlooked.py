"""Finds print that the first reader passed over, and has the second one read it.

Engines lose whole lines where they take them for a picture or for a part of a rule, and make
rubble of two that stand close. Ink of the size of letters that no word covers is such print;
strokes of a pen and ornaments are ink too, so only what is read surely and makes words is believed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.cleaning.ink import pieces_of
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


def with_overlooked(lines: tuple[Line, ...], ink: Pixels, reader: LineReader) -> tuple[Line, ...]:
    """The lines, and those that were passed over, each below the line it stands under."""
    em = em_of(lines)
    if not em:
        return lines
    parted = _parted(lines, em, ink, reader)
    places = list(_stretches(ink, parted, em * ink.shape[0], ANYWHERE))
    return _with(parted, _read(places, ink, em * ink.shape[0], reader, ANYWHERE))


def _parted(
    lines: tuple[Line, ...], em: float, ink: Pixels, reader: LineReader
) -> tuple[Line, ...]:
    """The lines, those that were several in one parted where the second reader can read them."""
    rubble = [line for line in lines if merged(line, em)]
    if not rubble:
        return lines
    rest = [line for line in lines if line not in rubble]
    high = ink.shape[0]
    places = [
        (left, top, width, height)
        for left, top, width, height in _stretches(ink, rest, em * high, IN_RUBBLE)
        if any(_stands_in((top + height / 2) / high, left / ink.shape[1], one) for one in rubble)
    ]
    found = list(_read(places, ink, em * high, reader, IN_RUBBLE))
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


def _stretches(
    ink: Pixels, lines: Sequence[Line], em: float, sought: _Sought
) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, width and height in pixels of stretches of ink like print, away from lines."""
    high, wide = ink.shape
    pieces = pieces_of((ink < DARK).astype(np.uint8))
    covered, grown = np.zeros((high, wide), np.uint8), GROWN * em
    for box in (word.box for line in lines for word in line.words):
        down = slice(max(0, int(box.top * high - grown)), int(box.bottom * high + grown))
        across = slice(max(0, int(box.left * wide - grown)), int(box.right * wide + grown))
        covered[down, across] = 1
    middle = pieces.top + pieces.tall // 2, pieces.left + pieces.wide // 2
    like = (pieces.tall >= SMALLEST * em) | (pieces.wide >= DASH * em)
    like &= pieces.tall <= TALLEST * em
    like &= (pieces.wide <= BROADEST * em) & (covered[middle] == 0)
    reach = round(SPACE * em) | 1
    print_ = cv2.dilate(pieces.picture(like), np.ones((1, reach), np.uint8))
    for left, top, width, height, _ in pieces_of(np.asarray(print_, np.uint8)).boxes():
        if width - reach >= sought.shortest * em and SMALLEST * em <= height <= HIGHEST * em:
            yield left + reach // 2, top, width - reach, height


def _read(
    places: Sequence[tuple[int, int, int, int]],
    ink: Pixels,
    em: float,
    reader: LineReader,
    sought: _Sought,
) -> Iterator[Line]:
    """The lines at these places that are read surely; none where too many are unlike print."""
    for left, top, width, height in places if len(places) <= MOST else ():
        above, below, beside = (round(free * em) for free in (ABOVE, BELOW, BESIDE))
        down = slice(max(0, top - above), top + height + below)
        strip = ink[down, max(0, left - beside) : left + width + beside]
        seen = likeliest(reader.steps(strip), reader.letters)
        if seen.certainty >= SURE and _makes_words(seen.text, sought.fewest):
            high, wide = ink.shape
            box = Box(left / wide, top / high, (left + width) / wide, (top + height) / high)
            placed = shared_out(seen.text, box)
            yield Line(tuple(Word(word, place, min(seen.sure[at])) for word, place, at in placed))


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
