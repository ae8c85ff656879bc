"""Divides the paper out of a picture, so that it is white everywhere and ink alone is left."""

import cv2
import numpy as np

from ocr_service.reading.image import Pixels
from ocr_service.reading.view import shrunk

VIEW = 600  # pixels of the longer side, for judging the light: half a millimetre each on A4
LETTER = 9  # of these pixels: wider than any stroke
SMOOTH = 7


def flatten(pixels: Pixels) -> Pixels:
    """Grey, height x width, paper at 255 whatever shadow or tint lay on it."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    height, width = grey.shape
    scale = VIEW / max(height, width, VIEW)
    small = shrunk(np.asarray(grey, np.uint8), scale)
    # Closing keeps the edges of shadows where they are; the median takes what is left of letters.
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((LETTER, LETTER), np.uint8))
    paper = cv2.medianBlur(paper, SMOOTH)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 40), scale=255), dtype=np.uint8)
