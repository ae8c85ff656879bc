"""Finds print that the first reader passed over, and has the second one read it.

Engines lose whole lines where they take them for a picture or for a part of a rule. Ink of the size
of letters that no word covers is such print; strokes of a pen and ornaments are ink too, so only
what is read surely and makes words is believed.
"""

import math
from collections.abc import Iterator, Sequence
from statistics import median

import cv2
import numpy as np

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.image import Pixels
from ocr_service.reading.second.ctc import Spelled, likeliest
from ocr_service.reading.second.evidence import letters, plausible
from ocr_service.reading.second.look import LineReader
from ocr_service.reading.second.strips import shared_out

DARK = 140
FEWEST = 12  # words that tell the size of print on the page
# In heights of a word:
GROWN = 0.12  # round words, that belongs to them: marks that boxes leave out
SMALLEST, TALLEST, BROADEST = 0.45, 2.0, 2.5  # a letter
DASH = 0.2  # broad, at least
SPACE = 0.9  # between the letters and words of one line
SHORTEST, HIGHEST = 2.5, 2.2  # a stretch of print; shorter ones are mostly dirt
ABOVE, BELOW, BESIDE = 0.35, 0.2, 0.3  # left free around a strip: marks stand over capitals
MOST = 12  # stretches on one page; where there are more, all is unlike print
SURE = 0.85  # of a sign, in the geometric mean


def with_overlooked(lines: tuple[Line, ...], ink: Pixels, reader: LineReader) -> tuple[Line, ...]:
    """The lines, and those that were passed over, each below the line it stands under."""
    words = [word for line in lines for word in line.words]
    if len(words) < FEWEST:
        return lines
    em = median(word.box.height for word in words) * ink.shape[0]
    places = list(_stretches(ink, words, em))
    if len(places) > MOST:
        return lines
    told = list(lines)
    for box in places:
        if line := _read(box, ink, em, reader):
            at, block = _below(told, line.box)
            told.insert(at, Line(line.words, block))
    return tuple(told)


def _stretches(ink: Pixels, words: Sequence[Word], em: float) -> Iterator[tuple[int, ...]]:
    """Left, top, width and height in pixels of stretches of ink like print, away from words."""
    high, wide = ink.shape
    pieces = pieces_of((ink < DARK).astype(np.uint8))
    covered, grown = np.zeros((high, wide), np.uint8), GROWN * em
    for box in (word.box for word in words):
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
        if width - reach >= SHORTEST * em and SMALLEST * em <= height <= HIGHEST * em:
            yield left + reach // 2, top, width - reach, height


def _read(place: tuple[int, ...], ink: Pixels, em: float, reader: LineReader) -> Line | None:
    left, top, width, height = place
    above, below, beside = (round(free * em) for free in (ABOVE, BELOW, BESIDE))
    down = slice(max(0, top - above), top + height + below)
    strip = ink[down, max(0, left - beside) : left + width + beside]
    seen = likeliest(reader.steps(strip), reader.letters)
    if not seen.text or _certainty(seen) < SURE or not _makes_words(seen.text):
        return None
    high, wide = ink.shape
    box = Box(left / wide, top / high, (left + width) / wide, (top + height) / high)
    placed = shared_out(seen.text, box)
    return Line(tuple(Word(word, place, min(seen.sure[at])) for word, place, at in placed))


def _makes_words(text: str) -> bool:
    """Whether a reading is words or numbers, several of them: strokes of a pen make one at most."""
    cores = [core for core in map(letters, text.split()) if core]
    lone = any(len(core) == 1 and core.isalpha() for core in cores)
    return len(cores) > 1 and not lone and all(map(plausible, cores))


def _certainty(seen: Spelled) -> float:
    return math.exp(sum(map(math.log, seen.sure)) / len(seen.sure))


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
