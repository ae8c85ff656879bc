"""Tells which words of a text layer a reader of the page can see: those that leave ink there."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.image import Pixels

STEP = 32  # grey levels from one pixel to the next: the side of a stroke
BAND = (0.3, 0.85)  # of a word's height, where small letters stand, clear of the lines around
LEAST_EDGES = 3.0  # a letter, over all rows of the band


def inked(pixels: Pixels, shares: NDArray[np.float64], texts: Sequence[str]) -> NDArray[np.bool_]:
    """For each word, whether something like its letters is drawn at its place.

    ``pixels``: BGR. ``shares``: n x 4, the words' boxes in shares of it. Hidden words, white ones
    on white, clipped and covered ones leave nothing. A rule has no edges along its rows.
    """
    green = cv2.extractChannel(pixels, 1)
    edges = (cv2.absdiff(green[:, 1:], green[:, :-1]) > STEP).view(np.uint8)
    sums = cv2.integral(edges)
    height, width = edges.shape
    tall = shares[:, 3] - shares[:, 1]
    left, right = _pixel(shares[:, 0], width), _pixel(shares[:, 2], width)
    top = _pixel(shares[:, 1] + BAND[0] * tall, height)
    bottom = np.maximum(_pixel(shares[:, 1] + BAND[1] * tall, height), np.minimum(top + 1, height))
    count = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    letters = np.array([_letters(text) for text in texts])
    return np.asarray(count >= letters * LEAST_EDGES)


def _pixel(share: NDArray[np.float64], pixels: int) -> NDArray[np.intp]:
    return np.clip(np.round(share * pixels), 0, pixels).astype(np.intp)


def _letters(text: str) -> int:
    return len(text) if text.isalnum() else sum(map(str.isalnum, text))
