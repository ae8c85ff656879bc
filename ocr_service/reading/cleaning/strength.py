"""Brings faint print to full black: what is measured in levels then holds for it too."""

import cv2
import numpy as np

from ocr_service.reading.image import Pixels

PAPER = 232  # of 255; darker is print, be it ever so faint
FAINT = 100  # print whose darkest tenth is lighter than this is strengthened
LEAST = 0.0005  # of the page must be print


def strengthen(ink: Pixels) -> Pixels:
    """Grey print on white (255) stretched to black; the same picture where it is black enough."""
    sample = ink[::3, ::3]
    print_ = sample[sample < PAPER]
    if print_.size < LEAST * sample.size:
        return ink
    level = float(np.percentile(print_, 10))
    if level <= FAINT:
        return ink
    darkness = cv2.convertScaleAbs(cv2.bitwise_not(ink), alpha=255 / (255 - level))
    return np.asarray(cv2.bitwise_not(darkness), np.uint8)
