"""A small black-and-white view of the ink, from which geometry is judged."""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.image import Pixels
from ocr_service.reading.view import shrunk

VIEW_DPI = 100
"""Enough to see lines of text and their diacritics, a quarter of the work of 200."""


def ink_view(pixels: Pixels, dpi: int, view_dpi: int = VIEW_DPI) -> Pixels:
    """1 where ink is, 0 where paper is, at about ``view_dpi``; pictures and shadows left out."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    scale = min(view_dpi / dpi, 1.0)
    small = shrunk(np.asarray(grey, np.uint8), scale)
    window = max(int(view_dpi * 0.25) | 1, 3)  # wider than a stroke, narrower than a shadow
    around = cv2.blur(small, (window, window))
    return np.asarray((small.astype(np.int16) < around.astype(np.int16) - 18), dtype=np.uint8)


Labels = NDArray[np.uint16] | NDArray[np.int32]
MOST_IN_16_BITS = 65_000  # pieces; labels of 16 bits are counted thrice as fast as those of 32


@dataclass(frozen=True)
class Pieces:
    """The pieces of ink that hang together: a letter, a mark, a dot. Number 0 is the paper.

    ``labels``: height x width, the piece each pixel belongs to. ``left``, ``top``, ``wide``,
    ``tall``, ``area``: pixels, one number a piece.
    """

    labels: Labels
    left: NDArray[np.int32]
    top: NDArray[np.int32]
    wide: NDArray[np.int32]
    tall: NDArray[np.int32]
    area: NDArray[np.int32]

    def boxes(self) -> list[tuple[int, int, int, int, int]]:
        """Left, top, width, height and area of every piece, less the paper."""
        sides = (self.left, self.top, self.wide, self.tall, self.area)
        return list(zip(*(side[1:].tolist() for side in sides), strict=True))

    def picture(self, chosen: NDArray[np.bool_]) -> Pixels:
        """1 where the chosen pieces are (never the paper)."""
        shown = chosen.astype(np.uint8)
        shown[0] = 0
        return np.take(shown, self.labels)


def pieces_of(ink: Pixels) -> Pieces:
    """The pieces of a picture that is 1 where ink is."""
    kind = cv2.CV_16U if _at_most(ink) < MOST_IN_16_BITS else cv2.CV_32S
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=kind)
    measured = np.asarray(stats, np.int32)
    return Pieces(
        cast(Labels, labels),
        left=measured[:, cv2.CC_STAT_LEFT],
        top=measured[:, cv2.CC_STAT_TOP],
        wide=measured[:, cv2.CC_STAT_WIDTH],
        tall=measured[:, cv2.CC_STAT_HEIGHT],
        area=measured[:, cv2.CC_STAT_AREA],
    )


def _at_most(ink: Pixels) -> int:
    """More pieces than these there cannot be: each has a pixel with none over it or before it."""
    first = ink[1:, 1:] > (ink[:-1, 1:] | ink[1:, :-1])
    return cv2.countNonZero(first.view(np.uint8)) + sum(ink.shape)


def without_large(ink: Pixels, largest: int) -> Pixels:
    """The ink less whatever is larger than a letter (``largest`` pixels): rules, frames, stamps."""
    pieces = pieces_of(ink)
    return pieces.picture((pieces.wide <= largest) & (pieces.tall <= largest) & (pieces.area >= 2))
