"""Boxes for single figures lose their sides; other upright strokes stay."""

import cv2
import numpy as np
import pytest

from ocr_service.reading.cleaning.boxes import without_boxes
from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.image import Pixels

DPI = 200
TOP, FOOT = 100, 150


def strokes(lefts: list[int], wide: int = 3, top: int = TOP, foot: int = FOOT) -> Pixels:
    ink = np.full((300, 1200), 255, np.uint8)
    for left in lefts:
        ink[top:foot, left : left + wide] = 0
    return ink


def cleaned(ink: Pixels) -> Pixels:
    return without_boxes(ink, pieces_of((ink < 160).astype(np.uint8)), DPI)


COMB = list(range(100, 100 + 13 * 44, 44))


def test_the_sides_of_boxes_go_and_the_figures_stay() -> None:
    ink, figures = strokes(COMB), np.full((300, 1200), 255, np.uint8)
    for left in COMB[:-1]:
        for page in (ink, figures):
            cv2.putText(page, "3", (left + 14, 138), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
    assert np.array_equal(cleaned(ink), figures)


@pytest.mark.parametrize(
    "ink",
    [
        strokes(COMB[:4]),  # a few strokes are no comb
        strokes(list(range(100, 400, 9))),  # the bars of a code
        strokes([100, 144, 188, 400, 444, 488, 700]),  # at uneven steps
        strokes(COMB, top=100, foot=124),  # as low as letters
        strokes(COMB, top=100, foot=280),  # the posts of a table
        strokes(COMB, wide=20),
    ],
)
def test_other_strokes_stay(ink: Pixels) -> None:
    assert np.array_equal(cleaned(ink), ink)


def test_a_stroke_at_another_height_is_no_tooth() -> None:
    ink = strokes([*COMB, 900], top=TOP) & strokes([920], top=180, foot=240)
    assert (cleaned(ink)[180:240, 920:923] == 0).all()
