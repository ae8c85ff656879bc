"""Takes dotted leaders off forms: engines read the dots, and the words before them, as rubble."""

import cv2
import numpy as np

from ocr_service.reading.image import Pixels

# All in inches.
_DOT = 0.035  # the tallest dot
_JOINED = 0.09  # the longest row of dots that run into each other
_APART = 0.075  # the widest space from dot to dot
_LEAST = 0.35  # a shorter row may be an ellipsis
_DARK = 160


def without_leaders(ink: Pixels, dpi: int) -> Pixels:
    """``ink`` (grey, 8 bit, straight) without rows of dots; the same if there are none."""
    dark = (ink < _DARK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    small = (height <= _DOT * dpi) & (width <= _JOINED * dpi)
    small[0] = False
    if count < 2 or not small.any():
        return ink
    dots = small[labels].astype(np.uint8)
    reach = max(3, round(_APART * dpi))
    rows = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    found, row_of, measures, _ = cv2.connectedComponentsWithStats(rows, connectivity=8)
    long = measures[:, cv2.CC_STAT_WIDTH] >= _LEAST * dpi
    flat = measures[:, cv2.CC_STAT_HEIGHT] <= 2 * _DOT * dpi
    leader = long & flat
    leader[0] = False
    if found < 2 or not leader.any():
        return ink
    # A ring of a pixel around each dot goes with it: its edge is grey.
    taken = cv2.dilate((leader[row_of] & (dots > 0)).astype(np.uint8), np.ones((3, 3), np.uint8))
    out = ink.copy()
    out[(taken > 0) & ~((dark > 0) & (dots == 0))] = 255
    return out
