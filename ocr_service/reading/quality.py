"""Judges a page: is it blank, how good is the picture, what should be scanned again."""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr_service.domain.page import Line, Problem
from ocr_service.reading.cleaning.ink import VIEW_DPI, ink_view, without_large
from ocr_service.reading.image import Image

COARSE_DPI = 140


@dataclass(frozen=True, slots=True)
class Quality:
    """``score`` runs from 0 (hopeless) to 1 (clean print)."""

    blank: bool
    score: float
    problems: tuple[Problem, ...]


def judge(image: Image, lines: tuple[Line, ...]) -> Quality:
    """What the picture and the words read from it say of the scan."""
    ink = without_large(ink_view(image.kept, image.dpi), VIEW_DPI // 2)
    blank = not lines and float(ink.mean()) < 0.002
    if blank:
        return Quality(True, 1.0, ())
    words = [word for line in lines for word in line.words]
    sure = float(np.mean([word.confidence for word in words])) if words else 0.0
    problems: list[Problem] = []
    if image.dpi < COARSE_DPI:
        problems.append(Problem.LOW_RESOLUTION)
    grey = cv2.cvtColor(image.kept, cv2.COLOR_BGR2GRAY)
    if float(np.percentile(grey[::8, ::8], 90)) < 90:
        problems.append(Problem.TOO_DARK)
    if not words or sure < 0.4:
        problems.append(Problem.UNREADABLE)
    return Quality(False, round(sure, 3), tuple(problems))
