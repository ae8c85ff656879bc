"""Divides the paper out of a picture, so that it is white everywhere and ink alone is left."""

import cv2
import numpy as np

from ocr_service.reading.image import Pixels


def flatten(pixels: Pixels) -> Pixels:
    """Grey, height x width, paper at 255 whatever shadow or tint lay on it."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    height, width = grey.shape
    scale = 400 / max(height, width, 400)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((7, 7), np.uint8))
    paper = cv2.medianBlur(paper, 21)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 40), scale=255), dtype=np.uint8)
