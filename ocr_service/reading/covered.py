"""Finds what lies over a page: a deep shadow that swallowed the print, a finger that holds it.

Both are seen where the paper itself, with its letters closed away, is not as light as elsewhere. A
shadow is soft at its edges, which photographs and black borders are not; a finger is of the colour
of skin (every skin is redder than it is green, and greener than it is blue), comes in over one
edge and is no broader than a thumb, which a table top is not.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.domain.page import Problem
from ocr_service.reading.image import Image, Pixels
from ocr_service.reading.view import shrunk

VIEW_DPI = 50
MM = VIEW_DPI / 25.4
LETTER = 9  # pixels of the view: wider than any stroke
SWALLOWED = 0.15  # of the light on the rest of the page: in less, print drowns
BROAD = 0.12  # of the page's width: the strip of table beside a sheet is narrower
SOFT = 0.16  # of that light, a pixel: the edges of shadows are no steeper
LARGEST_SPARED = 0.012  # of the page: less shadow hides a few words at most
SKIN = 18  # levels from band to band
THUMB_MM = (8.0, 34.0)  # across
REACH_MM = 12.0  # over the edge; less covers margin only
EDGE = 10  # levels a pixel: stains on old paper have no edges
AT_EDGE = 2  # pixels of the view
Mask = NDArray[np.bool_]


def lying_over(image: Image) -> list[Problem]:
    """What hides a part of the page, as far as the picture tells."""
    view = shrunk(image.kept, min(VIEW_DPI / image.dpi, 1.0))
    closed = cv2.morphologyEx(view, cv2.MORPH_CLOSE, np.ones((LETTER, LETTER), np.uint8))
    paper = np.asarray(cv2.medianBlur(closed, 5), dtype=np.uint8)
    seen = {Problem.SHADOWED: _shadow(paper), Problem.COVERED: _finger(paper)}
    return [problem for problem, so in seen.items() if so]


def _shadow(paper: Pixels) -> bool:
    light = paper.max(axis=2).astype(np.float32)
    light /= max(float(np.percentile(light, 80)), 1.0)
    deep = (light < SWALLOWED).astype(np.uint8)
    broad = np.ones((round(BROAD * light.shape[1]),) * 2, np.uint8)
    deep = np.asarray(cv2.morphologyEx(deep, cv2.MORPH_OPEN, broad), np.uint8)
    if float(deep.mean()) < LARGEST_SPARED:
        return False
    return _rim(deep > 0, _steps(light)) < SOFT


def _finger(paper: Pixels) -> bool:
    blue, green, red = (band.astype(np.int16) for band in cv2.split(paper))
    skin = ((red - green > SKIN) & (green - blue > SKIN)).astype(np.uint8)
    if not skin.any():
        return False
    skin = np.asarray(cv2.morphologyEx(skin, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.uint8)
    count, labels = cv2.connectedComponents(skin)
    steps = _steps(paper[:, :, 0].astype(np.float32))
    pieces = (np.asarray(labels == piece) for piece in range(1, count))
    return any(_is_thumb(piece) and _rim(piece, steps) > EDGE for piece in pieces)


def _steps(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """How steep the light changes at each pixel, a pixel."""
    across, down = (cv2.Sobel(light, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    return np.asarray(np.hypot(across, down) / 8, np.float32)


def _rim(piece: Mask, steps: NDArray[np.float32]) -> float:
    """How steep it commonly is around a piece."""
    around = cv2.dilate(piece.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    rim = around & ~piece
    return float(np.median(steps[rim])) if rim.any() else 0.0


def _is_thumb(piece: Mask) -> bool:
    """Whether something reaches in over one edge of the page, and is as broad as a thumb."""
    sides = (piece, piece[::-1], piece.T, piece.T[::-1])
    for side in sides:
        held = int(side[:AT_EDGE].any(axis=0).sum())
        if not held:
            continue
        deep = int(np.nonzero(side.any(axis=1))[0].max())
        # Its breadth: twice the way to the nearest page from where it is thickest.
        framed = np.pad(piece.astype(np.uint8), 1, mode="edge")
        broad = 2 * float(cv2.distanceTransform(framed, cv2.DIST_L2, 5).max())
        low, high = (across * MM for across in THUMB_MM)
        if deep >= REACH_MM * MM and low <= broad <= high and held <= 1.5 * broad:
            return True
    return False
