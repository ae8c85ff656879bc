"""Judges a page: is it blank, how good is the picture, what should be scanned again."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr_service.domain.page import Line, Problem, Word
from ocr_service.reading.blank import blank
from ocr_service.reading.image import Image, Pixels

COARSE_DPI = 140
DARK_PAPER = 90  # grey level under which paper is hard to tell from ink
LIGHT_INK = 150  # grey level over which ink is hard to tell from paper
SOFT_EDGE = 0.12  # of the step from paper to ink, a pixel: clear print takes three pixels for it
EDGE = 0.004  # of the page; words nearer its edge were cut
WORDS_CUT = 3
HARDLY_SURE = 0.4
WEIGHT = {Problem.UNREADABLE: 0.3, Problem.BLURRED: 0.8, Problem.TOO_DARK: 0.8}


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
    sure = float(np.mean([word.confidence for word in words])) if words else 0.0
    problems = tuple(_of_the_picture(image)) + tuple(_of_the_words(words, sure))
    score = sure
    for problem in problems:
        score *= WEIGHT.get(problem, 0.9)
    return Quality(False, round(score, 3), problems)


def _of_the_picture(image: Image) -> list[Problem]:
    grey = np.asarray(cv2.cvtColor(image.kept, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    paper, ink = (float(level) for level in np.percentile(grey[::4, ::4], (80, 1)))
    problems = [Problem.LOW_RESOLUTION] if image.dpi < COARSE_DPI else []
    if paper < DARK_PAPER:
        problems.append(Problem.TOO_DARK)
    elif ink > LIGHT_INK:
        problems.append(Problem.TOO_LIGHT)
    if _sharpness(grey, paper - ink) < SOFT_EDGE:
        problems.append(Problem.BLURRED)
    return problems


def _sharpness(grey: Pixels, contrast: float) -> float:
    """The steepest edges of the middle of the page, as a share of ``contrast``, a pixel."""
    height, width = grey.shape
    middle = grey[height // 6 : -height // 6 or None, width // 4 : -width // 4 or None]
    steps = np.abs(np.diff(middle.astype(np.int16), axis=1))
    edges = steps[steps > max(contrast * 0.04, 4)]
    if len(edges) < 500 or contrast < 20:
        return 1.0  # hardly anything is printed there: nothing to judge by
    return float(np.percentile(edges, 95)) / contrast


def _of_the_words(words: Sequence[Word], sure: float) -> list[Problem]:
    problems = [Problem.UNREADABLE] if sure < HARDLY_SURE else []
    cut = sum(
        word.box.left < EDGE or word.box.right > 1 - EDGE
        for word in words
        if word.confidence > HARDLY_SURE and len(word.text) > 1
    )
    if cut >= WORDS_CUT:
        problems.append(Problem.CUT_OFF)
    return problems
