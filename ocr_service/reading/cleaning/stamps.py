"""Lifts the ink of stamps off the text beneath it."""

import cv2
import numpy as np

from ocr_service.reading.image import Pixels


def without_stamps(pixels: Pixels, dpi: int) -> Pixels:
    """Grey, height x width: coloured ink as light as its lightest band."""
    del dpi
    bands = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(bands[0], bands[1]), bands[2]), dtype=np.uint8)
