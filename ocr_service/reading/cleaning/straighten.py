"""Straightens a page by the slope of its lines, only where that makes them sharper."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.image import Pixels

STEEPEST = 12.0  # degrees; beyond it a page does not lie skewed, it is a drawing
NOT_WORTH = 0.12  # degrees; over a line of A4 a quarter of the letters' height
BETTER = 1.08  # straight pages stay as they are unless the score gains this much
FEWEST = 400  # ink pixels; fewer say nothing of a slope
COARSE, FINE = 15_000, 60_000  # ink pixels looked at
WIDE_ROW, NARROW_ROW = 3, 2  # pixels, whole ones; wide rows are deaf to grain, narrow ones exact


def slope(letters: Pixels) -> tuple[float, float]:
    """Degrees by which lines of ``letters`` fall to the right, roughly, and how sharp they are.

    ``letters`` is 1 where ink is. Sharpness serves to compare a picture with its own turning.
    """
    x, y = _points(letters, COARSE)
    if len(x) < FEWEST:
        return 0.0, 0.0
    level = _sharpness(x, y, 0.0, WIDE_ROW)
    best, score = 0.0, level * BETTER
    for angle in np.arange(-STEEPEST, STEEPEST + 0.1, 0.5):
        if (found := _sharpness(x, y, float(angle), WIDE_ROW)) > score:
            best, score = float(angle), found
    return best, score if best else level


def skew_of(letters: Pixels, rough: float | None = None) -> float:
    """Degrees by which the text falls to the right; 0 when it is level or cannot be told.

    ``rough`` is the slope if known already.
    """
    best = slope(letters)[0] if rough is None else rough
    x, y = _points(letters, FINE)
    if len(x) < FEWEST:
        return 0.0
    score = _sharpness(x, y, best, NARROW_ROW) * (1 if best else BETTER)
    for reach, step in ((0.6, 0.1), (0.08, 0.025)):
        middle = best
        for angle in np.arange(middle - reach, middle + reach + step / 2, step):
            found = _sharpness(x, y, float(angle), NARROW_ROW)
            if found > score and abs(angle) <= STEEPEST:
                best, score = float(angle), found
    return round(best, 3) if abs(best) >= NOT_WORTH else 0.0


def _points(letters: Pixels, most: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Where ink is, across and down; no more than ``most`` points, evenly taken."""
    rows, columns = np.nonzero(letters.view(bool))
    # A step that shares no factor with the width, so that the sample has no grain of its own.
    thinned = slice(None, None, max(len(rows) // most, 1) | 1)
    return columns[thinned].astype(np.float32), rows[thinned].astype(np.float32)


def _sharpness(x: NDArray[np.float32], y: NDArray[np.float32], degrees: float, row: float) -> float:
    """How unevenly ink falls into rows of that height, were the page turned by ``degrees``."""
    radians = np.deg2rad(degrees)
    across = y * np.float32(np.cos(radians)) - x * np.float32(np.sin(radians))
    rows = np.bincount(((across - across.min()) / row).astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(rows)).sum())


def straighten(pixels: Pixels, skew: float) -> Pixels:
    """The picture turned back by ``skew`` degrees, of the same size, with paper in its corners.

    Colour or grey; a view of 0 and 1 stays one.
    """
    if not skew:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    bands = pixels[::16, ::16].reshape(-1, pixels.shape[2] if pixels.ndim == 3 else 1)
    paper = [float(share) for share in np.percentile(bands, 80, axis=0)]
    a_view = paper[0] <= 1
    # Colour is for people's eyes: cubic would take twice as long and show no difference.
    way = cv2.INTER_LINEAR if pixels.ndim == 3 else cv2.INTER_CUBIC
    turned = cv2.warpAffine(
        pixels,
        matrix,
        (width, height),
        flags=cv2.INTER_NEAREST if a_view else way,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(0.0,) if a_view else paper,
    )
    return np.asarray(turned, dtype=np.uint8)
