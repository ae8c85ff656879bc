"""Enlarges small print to the size the engine reads best."""

import cv2
import numpy as np

from ocr_service.reading.image import Pixels

LEAST_DPI = 180
WANTED_DPI = 300


def enlarge(grey: Pixels, dpi: int) -> Pixels:
    """The picture at about 300 dpi if it was much coarser than 200, else as it is."""
    if dpi >= LEAST_DPI:
        return grey
    scale = min(WANTED_DPI / dpi, 3.0)
    return np.asarray(
        cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8
    )
