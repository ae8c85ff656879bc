"""Judges a page: is it blank, how good is the picture, what should be scanned again.

What was read decides whether a page is bad: the share of its text that was hard to read. The
picture then tells why. So a faint or coarse page that reads well is no trouble to anybody.
Bounds are set by `python -m benchmarks.reading.quality`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr_service.domain.page import Line, Problem, Word
from ocr_service.reading.blank import blank
from ocr_service.reading.covered import lying_over
from ocr_service.reading.image import Image, Pixels
from ocr_service.schema.syllables import is_syllable

SURE = 0.8  # words read with less were hard to read
HARD, HARD_AND_SOFT = 0.17, 0.055  # of the text: from here a page is bad, one out of focus sooner
COARSE_DPI = 140
DARK_PAPER = 100  # grey level under which paper is hard to tell from ink
LIGHT_INK = 150  # grey level over which ink is hard to tell from paper
SOFT_EDGE = 0.26  # of the step from paper to ink, a pixel: clear print takes two pixels for it
EDGE = 0.004  # of the page; words nearer its edge were cut
WORDS_CUT = 3
LEGIBLE = 0.4
WEIGHT = {Problem.UNREADABLE: 0.8, Problem.BLURRED: 0.8, Problem.TOO_DARK: 0.8}


@dataclass(frozen=True, slots=True)
class Quality:
    """``score`` runs from 0 (hopeless) to 1 (clean print)."""

    blank: bool
    score: float
    problems: tuple[Problem, ...]


def judge(image: Image, lines: Sequence[Line]) -> Quality:
    """What the picture and the words read from it say of the scan."""
    words = [word for line in lines for word in line.words]
    if blank(image, words):
        return Quality(True, 1.0, ())
    if image.text:
        return Quality(False, 1.0, ())
    problems = (*_hard_to_read(image, hardness(words)), *lying_over(image), *_cut_off(words))
    score = _sure(words)
    for problem in problems:
        score *= WEIGHT.get(problem, 0.9)
    return Quality(False, round(score, 3), problems)


def hardness(words: Sequence[Word]) -> float:
    """The share (0..1) of the text, by its letters, that was hard to read; 1 without any.

    Only syllables count: glosses in English and the zones of cards are hard on the best scan.
    """
    told = [(len(word.text), word.confidence) for word in words if _is_text(word.text)]
    letters = sum(length for length, _ in told)
    return sum(length for length, sure in told if sure < SURE) / letters if letters else 1.0


def _is_text(word: str) -> bool:
    letters = "".join(filter(str.isalpha, word))
    return len(letters) > 1 and is_syllable(letters)


def _sure(words: Sequence[Word]) -> float:
    return float(np.mean([word.confidence for word in words])) if words else 0.0


def _hard_to_read(image: Image, hard: float) -> Iterator[Problem]:
    """Nothing of a page that reads well; else why it does not, or merely that it does not."""
    if hard <= HARD_AND_SOFT:
        return
    grey = np.asarray(cv2.cvtColor(image.kept, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    paper, ink = (float(level) for level in np.percentile(grey[::4, ::4], (80, 1)))
    soft = _sharpness(grey, paper - ink) < SOFT_EDGE
    if not soft and hard <= HARD:
        return
    why = {
        Problem.TOO_DARK: paper < DARK_PAPER,
        Problem.BLURRED: soft,
        Problem.TOO_LIGHT: ink > LIGHT_INK and not soft,
        Problem.LOW_RESOLUTION: image.dpi < COARSE_DPI,
    }
    found = [problem for problem, so in why.items() if so]
    yield from found or [Problem.UNREADABLE]


def _sharpness(grey: Pixels, contrast: float) -> float:
    """The steepest edges of the middle of the page, as a share of ``contrast``, a pixel.

    Across or down, whichever is softer: a hand that shook draws letters out one way.
    """
    height, width = grey.shape
    middle = grey[height // 6 : -height // 6 or None, width // 4 : -width // 4 or None]
    return min(_steepest(middle, contrast, axis) for axis in (0, 1))


def _steepest(grey: Pixels, contrast: float, axis: int) -> float:
    steps = np.abs(np.diff(grey.astype(np.int16), axis=axis))
    edges = steps[steps > max(contrast * 0.04, 4)]
    if len(edges) < 500 or contrast < 20:
        return 1.0  # hardly anything is printed there: nothing to judge by
    return float(np.percentile(edges, 95)) / contrast


def _cut_off(words: Sequence[Word]) -> list[Problem]:
    cut = sum(
        word.box.left < EDGE or word.box.right > 1 - EDGE
        for word in words
        if word.confidence > LEGIBLE and len(word.text) > 1
    )
    return [Problem.CUT_OFF] if cut >= WORDS_CUT else []
