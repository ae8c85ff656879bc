"""Strips hold all of their letters: an engine's boxes may end below the marks of capitals."""

import numpy as np

from ocr_service.domain.page import Box, Word
from ocr_service.reading.second.strips import cut

HIGH, WIDE, TOP, BOTTOM = 200, 400, 100, 130


def drawn(*marks: tuple[int, int, int, int]) -> np.ndarray:
    """A bar for letters from row 100 to 130, and marks: top, bottom, left, right."""
    ink = np.full((HIGH, WIDE), 255, np.uint8)
    for left in range(110, 190, 20):
        ink[TOP:BOTTOM, left : left + 10] = 0
    for top, bottom, left, right in marks:
        ink[top:bottom, left:right] = 0
    return ink


def rows(text: str, ink: np.ndarray) -> int:
    word = Word(text, Box(110 / WIDE, TOP / HIGH, 190 / WIDE, BOTTOM / HIGH), 0.7)
    return len(cut(ink, [word]))


ACCENT = (89, 97, 132, 140)
PLAIN = rows("YEN", drawn())


def test_a_mark_above_capitals_is_in_the_strip() -> None:
    assert rows("YEN", drawn(ACCENT)) == PLAIN + TOP - ACCENT[0]


def test_marks_stacked_are_too() -> None:
    assert rows("YEN", drawn(ACCENT, (86, 88, 130, 142))) == PLAIN + TOP - 86


def test_the_line_above_is_not() -> None:
    assert rows("YEN", drawn((70, 97, 132, 140))) == PLAIN
    assert rows("YEN", drawn((80, 86, 132, 140))) == PLAIN


def test_small_letters_are_cut_as_they_are() -> None:
    assert rows("yen", drawn(ACCENT)) == PLAIN
