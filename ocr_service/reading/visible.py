"""Tells which words of a text layer a reader of the page can see: those that leave ink there."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.image import Pixels

STEP = 32  # grey levels from one pixel to the next: the side of a stroke
BAND = (0.42, 0.78)  # of a word's height, where small letters stand, clear of the lines around
PARTS = 3  # of the band; letters show in each, a rule runs through one
BUSY = 3.0  # edges a row; a ground or a frame has two
LEAST_EDGES = 1.0  # a letter in each part


class Ink:
    """The sides of all strokes on a picture (``pixels``: BGR), to be counted at any place."""

    def __init__(self, pixels: Pixels) -> None:
        green = cv2.extractChannel(pixels, 1)
        edges = (cv2.absdiff(green[:, 1:], green[:, :-1]) > STEP).view(np.uint8)
        self.height, self.width = edges.shape
        self._sums = cv2.integral(edges)

    def shows(self, shares: NDArray[np.float64], texts: Sequence[str]) -> NDArray[np.bool_]:
        """For each word, whether something like its letters is drawn at its place.

        ``shares``: n x 4, the words' boxes in shares of the picture. Hidden words, white ones on
        white, clipped and covered ones leave nothing there.
        """
        heights = np.linspace(*BAND, PARTS + 1)[:, None]
        rows = self._rows(shares[:, 1] + heights * (shares[:, 3] - shares[:, 1]))
        rows[1:] = np.minimum(np.maximum(rows[1:], rows[:-1] + 1), self.height)
        letters = np.array([_letters(text) for text in texts])
        told = self._between(rows, shares) >= letters * LEAST_EDGES
        return np.asarray(told.all(axis=0))

    def busy(self, shares: NDArray[np.float64]) -> NDArray[np.bool_]:
        """For each place, whether more is drawn there than a ground or a frame."""
        rows = self._rows(shares[:, [1, 3]].T)
        told = self._between(rows, shares)[0]
        return np.asarray(told >= BUSY * np.maximum(np.diff(rows, axis=0)[0], 1))

    def _between(self, rows: NDArray[np.intp], shares: NDArray[np.float64]) -> NDArray[np.intp]:
        left, right = (_pixel(shares[:, at], self.width) for at in (0, 2))
        return np.asarray(np.diff(self._sums[rows, right] - self._sums[rows, left], axis=0))

    def _rows(self, shares: NDArray[np.float64]) -> NDArray[np.intp]:
        return _pixel(shares, self.height)


def _pixel(share: NDArray[np.float64], pixels: int) -> NDArray[np.intp]:
    return np.clip(np.round(share * pixels), 0, pixels).astype(np.intp)


def _letters(text: str) -> int:
    return len(text) if text.isalnum() else sum(map(str.isalnum, text))
