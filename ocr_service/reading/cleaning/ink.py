"""A small black-and-white view of the ink, from which geometry is judged."""

import cv2
import numpy as np

from ocr_service.reading.image import Pixels

VIEW_DPI = 100
"""Enough to see lines of text and their diacritics, a quarter of the work of 200."""


def ink_view(pixels: Pixels, dpi: int, view_dpi: int = VIEW_DPI) -> Pixels:
    """1 where ink is, 0 where paper is, at about ``view_dpi``; pictures and shadows left out."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    scale = min(view_dpi / dpi, 1.0)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    window = max(int(view_dpi * 0.25) | 1, 3)  # wider than a stroke, narrower than a shadow
    around = cv2.blur(small, (window, window))
    return np.asarray((small.astype(np.int16) < around.astype(np.int16) - 18), dtype=np.uint8)


def without_large(ink: Pixels, largest: int) -> Pixels:
    """The ink less whatever is larger than a letter (``largest`` pixels): rules, frames, stamps."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letter = (wide <= largest) & (tall <= largest) & (stats[:, cv2.CC_STAT_AREA] >= 2)
    letter[0] = False
    del count
    return np.asarray(letter[labels], dtype=np.uint8)
