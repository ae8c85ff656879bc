"""What is wrong with a picture is told, and nothing is said of a good one."""

import cv2
import numpy as np
import pytest

from ocr_service.domain.page import Box, Line, Problem, Word
from ocr_service.reading.cleaning import clean
from ocr_service.reading.quality import Quality, judge
from samples.generator import damage
from tests.reading.drawn import Pixels, page, sheet


def judged(pixels: Pixels, dpi: int = 200, confidence: float = 0.93, left: float = 0.2) -> Quality:
    words = tuple(
        Word("chữ", Box(left, 0.1 * row, left + 0.1, 0.1 * row + 0.01), confidence)
        for row in range(1, 8)
    )
    return judge(clean(sheet(pixels, dpi)), [Line(words)])


@pytest.mark.parametrize("kind", ["clean", "scan", "fax", "photo", "low"])
def test_nothing_is_wrong_with_an_ordinary_page(kind: str) -> None:
    after = damage.damaged(page(), kind, 7, dpi=200)
    quality = judged(after.pixels, after.dpi)
    assert quality == Quality(False, 0.93, ())


def test_what_is_wrong_is_named() -> None:
    soft = np.asarray(cv2.GaussianBlur(page(), (0, 0), 5), np.uint8)
    assert Problem.BLURRED in judged(soft).problems
    assert Problem.TOO_DARK in judged((page() * 0.3).astype(np.uint8)).problems
    assert Problem.TOO_LIGHT in judged((page() // 5 + 200).astype(np.uint8)).problems
    assert judged(page(), confidence=0.2).problems == (Problem.UNREADABLE,)
    assert judged(page(), left=0.001).problems == (Problem.CUT_OFF,)
    small = np.asarray(cv2.resize(page(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    assert Problem.LOW_RESOLUTION in judged(small.astype(np.uint8), 100).problems


def test_a_page_without_ink_is_blank() -> None:
    assert judge(clean(sheet(np.full((2339, 1653, 3), 245, np.uint8))), []).blank
    assert not judge(clean(sheet(page())), []).blank
