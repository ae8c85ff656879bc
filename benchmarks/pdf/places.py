"""Where drawn words stand on the kept picture, and how far boxes of a PDF's words agree.

Scanned, set straight and cut out, a flat page is the drawn one under one perspective. It is guessed
from words that both have, then fitted to the pictures alone: boxes that are all off by a little
do not pull the truth along.
"""

from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from benchmarks.reading.draw import Drawn
from benchmarks.reading.sheet import Sides

Grey = NDArray[np.uint8]
Boxes = NDArray[np.float64]  # a row each: left, top, right, bottom
Matrix = NDArray[np.float32]
FITTED = 800  # pixels: the height at which pictures are compared
STEPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 100, 1e-6)
CALM = 5  # pixels of blur before comparing
NEAR = 6.0  # pixels by which a word may miss the first guess


class NotFitted(Exception):
    """Too little of the page was read to tell where it lies."""


def words_of(sheet: pymupdf.Page, width: int, height: int) -> list[tuple[str, Sides]]:
    """The words that a reader of PDF finds, in pixels of a picture of that size."""
    across, down = width / sheet.rect.width, height / sheet.rect.height
    return [
        (text, (left * across, top * down, right * across, bottom * down))
        for left, top, right, bottom, text, *_ in sheet.get_text("words", sort=False)
    ]


def drawn_words(page: Drawn, kept: Grey, found: Sequence[tuple[str, Sides]]) -> Boxes:
    """Where each drawn word stands on the kept picture; raises NotFitted. Leaders are no words."""
    told = [(text, box) for text, box in page.words if set(text) != {"."}]
    drawn = page.pixels[:, :, 1]
    matrix = fitted(drawn, kept, guessed(told, found))
    return laid(np.array([box for _, box in told], float), matrix)


def guessed(told: Sequence[tuple[str, Sides]], found: Sequence[tuple[str, Sides]]) -> Matrix:
    """From the middles of words that stand once on each."""
    once = [
        {text: box for text, box in side if Counter(t for t, _ in side)[text] == 1}
        for side in (told, found)
    ]
    both = sorted(once[0].keys() & once[1].keys())
    if len(both) < 8:
        raise NotFitted(f"only {len(both)} words are on both")
    here, there = (np.array([middle(side[text]) for text in both], np.float32) for side in once)
    matrix, _ = cv2.findHomography(here, there, cv2.RANSAC, NEAR)
    if matrix is None:
        raise NotFitted("no perspective fits")
    return np.asarray(matrix, np.float32)


def fitted(drawn: Grey, kept: Grey, guess: Matrix) -> Matrix:
    """The perspective under which the drawn picture is most like the kept one."""
    small, shrink = zip(*(reduced(picture) for picture in (drawn, kept)), strict=True)
    # The other way round: the algorithm asks where each pixel of the kept picture comes from.
    begin = shrink[0] @ np.linalg.inv(guess) @ np.linalg.inv(shrink[1])
    begin = np.asarray(begin / begin[2, 2], np.float32)
    try:
        _, back = cv2.findTransformECC(
            small[1], small[0], begin, cv2.MOTION_HOMOGRAPHY, STEPS, None, CALM
        )
    except cv2.error as lost:
        raise NotFitted(str(lost)) from lost
    whole = np.linalg.inv(shrink[1]) @ np.linalg.inv(back) @ shrink[0]
    return np.asarray(whole / whole[2, 2], np.float32)


def reduced(picture: Grey) -> tuple[Grey, Matrix]:
    """Small enough to compare, and what makes it so small."""
    share = FITTED / picture.shape[0]
    size = round(picture.shape[1] * share), FITTED
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), np.diag([size[0] / picture.shape[1], share, 1.0])


def laid(boxes: Boxes, matrix: Matrix) -> Boxes:
    """The upright boxes around what the boxes become."""
    left, top, right, bottom = boxes.T
    corners = np.stack([left, top, right, top, right, bottom, left, bottom], 1)
    there = cv2.perspectiveTransform(corners.reshape(-1, 4, 2).astype(np.float32), matrix)
    return np.concatenate([there.min(1), there.max(1)], 1).astype(float)


def middle(box: Sides) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def overlaps(found: Sequence[Sides], truth: Boxes) -> list[float]:
    """Of each box found, its intersection over union with the drawn word that it fits best."""
    return [float(shares(np.array(box), truth).max()) for box in found]


def shares(box: Boxes, others: Boxes) -> Boxes:
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    shared = np.clip(high - low, 0, None).prod(1)
    whole = (box[2:] - box[:2]).prod() + (others[:, 2:] - others[:, :2]).prod(1)
    return np.asarray(shared / (whole - shared))
