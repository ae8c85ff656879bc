"""Tells which words of a text layer a reader of the page can see: those that leave ink there."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.image import Pixels

STEP = 32  # grey levels from one pixel to the next: the side of a stroke
BAND = (0.42, 0.78)  # of a word's height, where small letters stand, clear of the lines around
PARTS = 3  # of the band; letters show in each, a rule runs through one
LEAST_EDGES = 1.0  # a letter in each part


def inked(pixels: Pixels, shares: NDArray[np.float64], texts: Sequence[str]) -> NDArray[np.bool_]:
    """For each word, whether something like its letters is drawn at its place.

    ``pixels``: BGR. ``shares``: n x 4, the words' boxes in shares of it. Hidden words, white ones
    on white, clipped and covered ones leave nothing there.
    """
    green = np.ascontiguousarray(pixels[:, :, 1])
    edges = (cv2.absdiff(green[:, 1:], green[:, :-1]) > STEP).view(np.uint8)
    sums = cv2.integral(edges)
    height, width = edges.shape
    left, right = _pixel(shares[:, 0], width), _pixel(shares[:, 2], width)
    heights = np.linspace(*BAND, PARTS + 1)[:, None]
    rows = _pixel(shares[:, 1] + heights * (shares[:, 3] - shares[:, 1]), height)
    rows[1:] = np.minimum(np.maximum(rows[1:], rows[:-1] + 1), height)
    upon = sums[rows, right] - sums[rows, left]
    letters = np.array([_letters(text) for text in texts])
    return np.asarray((np.diff(upon, axis=0) >= letters * LEAST_EDGES).all(axis=0))


def _pixel(share: NDArray[np.float64], pixels: int) -> NDArray[np.intp]:
    return np.clip(np.round(share * pixels), 0, pixels).astype(np.intp)


def _letters(text: str) -> int:
    return len(text) if text.isalnum() else sum(map(str.isalnum, text))
