"""Straightens a page by the slope of its lines, only where that makes them sharper."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.cleaning.ink import VIEW_DPI, ink_view, without_large
from ocr_service.reading.image import Pixels

STEEPEST = 12.0  # degrees; beyond it a page does not lie skewed, it is a drawing
NOT_WORTH = 0.12  # degrees; over a line of A4 a quarter of the letters' height
BETTER = 1.08  # straight pages stay as they are unless the score gains this much
FEWEST = 400  # ink pixels; fewer say nothing of a slope
MOST = 60_000


def skew_of(pixels: Pixels, dpi: int) -> float:
    """Degrees by which the text runs clockwise of level; 0 when it is level or cannot be told."""
    ink = without_large(ink_view(pixels, dpi), VIEW_DPI // 2)
    rows, columns = np.nonzero(ink)
    if len(rows) < FEWEST:
        return 0.0
    thinned = slice(None, None, max(len(rows) // MOST, 1))
    y, x = rows[thinned].astype(np.float32), columns[thinned].astype(np.float32)
    best, score = 0.0, _sharpness(x, y, 0.0) * BETTER
    for reach, step in ((STEEPEST, 0.5), (0.5, 0.1), (0.1, 0.025)):
        middle = best
        for angle in np.arange(middle - reach, middle + reach + step / 2, step):
            if abs(angle) <= STEEPEST and (found := _sharpness(x, y, float(angle))) > score:
                best, score = float(angle), found
    return round(best, 3) if abs(best) >= NOT_WORTH else 0.0


def _sharpness(x: NDArray[np.float32], y: NDArray[np.float32], degrees: float) -> float:
    """How unevenly ink falls into rows, were the page turned back by ``degrees``."""
    radians = np.deg2rad(degrees)
    across = y * np.cos(radians) - x * np.sin(radians)
    rows = np.bincount((across - across.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(np.diff(rows)).sum())


def straighten(pixels: Pixels, skew: float) -> Pixels:
    """The picture turned back by ``skew`` degrees, of the same size, with paper in its corners."""
    if not skew:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    paper = tuple(float(np.percentile(pixels[::16, ::16, band], 80)) for band in range(3))
    return np.asarray(
        cv2.warpAffine(
            pixels,
            matrix,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=paper,
        ),
        dtype=np.uint8,
    )
