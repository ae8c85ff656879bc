"""Takes dotted leaders off forms: engines read the dots, and the words before them, as rubble."""

import cv2
import numpy as np

from ocr_service.reading.cleaning.ink import Pieces, pieces_of
from ocr_service.reading.image import Pixels

# All in inches.
_DOT = 0.035  # the tallest dot
_JOINED = 0.09  # the longest row of dots that run into each other
_APART = 0.075  # the widest space from dot to dot
_LEAST = 0.35  # a shorter row may be an ellipsis


def without_leaders(ink: Pixels, pieces: Pieces, dpi: int) -> Pixels:
    """``ink`` (grey, 8 bit, straight) without rows of dots; the same if there are none.

    ``pieces`` are those of its dark pixels.
    """
    dots = pieces.picture((pieces.tall <= _DOT * dpi) & (pieces.wide <= _JOINED * dpi))
    reach = max(3, round(_APART * dpi))
    closed = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    rows = pieces_of(np.asarray(closed, dtype=np.uint8))
    leaders = (rows.wide >= _LEAST * dpi) & (rows.tall <= 2 * _DOT * dpi)
    if not leaders[1:].any():
        return ink
    # A ring of a pixel around each dot goes with it: its edge is grey.
    taken = cv2.dilate(rows.picture(leaders) & dots, np.ones((3, 3), np.uint8))
    out = ink.copy()
    out[(taken > 0) & ~((pieces.labels > 0) & (dots == 0))] = 255
    return out
