"""Finds the sheet of paper in a photograph and lays it flat."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.image import Pixels
from ocr_service.reading.view import shrunk

Corners = NDArray[np.float32]
"""4 x 2: across and down; top left, top right, bottom right, bottom left."""

VIEW = 480  # pixels of the longer side, for searching
SMALLEST, LARGEST = 0.25, 0.985  # of the picture, that a sheet may cover
FILLED = 0.93  # of the four-cornered shape, that must be paper
CONTRAST = 22  # grey levels between paper and table, along each side
INSET = 0.002  # of each side, cut away: the edge of paper is a dark line
SHEETS = ((297 / 25.4, 297 / 210), (85.6 / 25.4, 85.6 / 54))  # inches of the long side, shape
SAME_SHAPE = 0.08


def find_paper(pixels: Pixels, dpi: int) -> tuple[Pixels, int]:
    """The paper alone, and its resolution; the picture itself when it shows nothing else."""
    corners = paper_corners(pixels)
    if corners is None:
        return pixels, dpi
    flat = _laid_flat(pixels, corners)
    return flat, _dpi_of(flat, dpi)


def paper_corners(pixels: Pixels) -> Corners | None:
    """Where the corners of a sheet lie on the picture; None unless a table shows all round it."""
    scale = VIEW / max(pixels.shape[:2])
    small = shrunk(pixels, scale)
    soft = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    grey = np.asarray(soft, dtype=np.uint8)
    if _border_is_paper(grey):
        return None
    otsu, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    best: Corners | None = None
    sharpest = float(CONTRAST)
    for level in (1.25, 1.1, 1.0, 0.9, 0.8):
        corners = _four_corners(grey, otsu * level)
        if corners is not None and (found := _contrast(grey, corners)) > sharpest:
            best, sharpest = corners, found
    return None if best is None else best / np.float32(scale)


def _border_is_paper(grey: Pixels) -> bool:
    """Whether the rim of the picture is as light as what it shows: a scan, not a photograph."""
    rim = np.concatenate(
        [grey[:4].ravel(), grey[-4:].ravel(), grey[:, :4].ravel(), grey[:, -4:].ravel()]
    )
    return float(np.median(rim)) > 0.8 * float(np.percentile(grey, 80))


def _four_corners(grey: NDArray[np.uint8], level: float) -> Corners | None:
    light = cv2.morphologyEx(
        (grey > level).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)
    )
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    largest = max(outlines, key=cv2.contourArea)
    hull = cv2.convexHull(largest)
    for share in (0.01, 0.015, 0.02, 0.03, 0.04):
        shape = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True)
        if len(shape) == 4:
            return _if_sheet(
                shape.reshape(4, 2).astype(np.float32), cv2.contourArea(largest), grey.size
            )
    return None


def _if_sheet(shape: Corners, paper: float, picture: int) -> Corners | None:
    area = cv2.contourArea(shape)
    if not (SMALLEST < area / picture < LARGEST) or paper < FILLED * area:
        return None
    centre = shape.mean(axis=0)
    angles = np.arctan2(shape[:, 1] - centre[1], shape[:, 0] - centre[0])
    round_clockwise = shape[np.argsort(angles)]
    first = int(np.argmin(round_clockwise.sum(axis=1)))
    return np.roll(round_clockwise, -first, axis=0)


def _contrast(grey: NDArray[np.uint8], corners: Corners) -> float:
    """How much lighter paper is just inside its sides than the table outside; the worst side."""
    centre = corners.mean(axis=0)
    worst = 255.0
    for begin, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = np.linspace(0.1, 0.9, 40)[:, None]
        edge = begin + (end - begin) * along
        inward = centre - edge
        inward /= np.linalg.norm(inward, axis=1, keepdims=True)
        differences = _at(grey, edge + 5 * inward) - _at(grey, edge - 5 * inward)
        seen = differences[~np.isnan(differences)]
        if len(seen) >= 10:  # a side that runs out of the picture is taken on trust
            worst = min(worst, float(np.median(seen)))
    return worst


def _at(grey: NDArray[np.uint8], points: NDArray[np.floating]) -> NDArray[np.float64]:
    x, y = points[:, 0].round().astype(int), points[:, 1].round().astype(int)
    inside = (x >= 0) & (x < grey.shape[1]) & (y >= 0) & (y < grey.shape[0])
    levels = np.full(len(points), np.nan)
    levels[inside] = grey[y[inside], x[inside]]
    return levels


def _laid_flat(pixels: Pixels, corners: Corners) -> Pixels:
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    width, height = round(float(max(sides[0], sides[2]))), round(float(max(sides[1], sides[3])))
    x, y = width * INSET, height * INSET
    target = np.array(
        [(-x, -y), (width + x, -y), (width + x, height + y), (-x, height + y)], np.float32
    )
    warp = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(pixels, warp, (width, height), flags=cv2.INTER_CUBIC)
    return np.asarray(flat, dtype=np.uint8)


def _dpi_of(flat: Pixels, dpi: int) -> int:
    """Pixels an inch, if the sheet has the shape of A4 or of a card; else what was believed.

    Seen aslant either may look like the other: what was believed then decides between them.
    """
    long_side, short_side = max(flat.shape[:2]), min(flat.shape[:2])
    likely = [
        int(long_side / inches)
        for inches, shape in SHEETS
        if abs(long_side / short_side / shape - 1) < SAME_SHAPE
    ]
    return min(likely, key=lambda found: abs(math.log(found / dpi)), default=dpi)
