"""Whitens the black borders that a scanner or a copier leaves beside the paper."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.image import Pixels
from ocr_service.reading.view import shrunk

VIEW_DPI = 50
DARK = 100
THICK_MM = 2.0  # no stroke of a letter that touches the edge is as thick
GROWN_MM = 1.5
ROUGH = 20  # levels, from the ink to the paper round it
PRINTED = 0.08  # of what is dark


def without_borders(ink: Pixels, pixels: Pixels, dpi: int) -> Pixels:
    """``ink`` with paper wherever ``pixels`` (the same page) is black out to its edge."""
    scale = min(VIEW_DPI / dpi, 1.0)
    small = shrunk(pixels, scale)
    dark = (small.max(axis=2) < DARK).astype(np.uint8)
    if not _rim(dark).any():
        return ink
    # A frame of black round the picture lets a border pass as thick however little of it shows.
    frame = 4
    framed = cv2.copyMakeBorder(dark, frame, frame, frame, frame, cv2.BORDER_REPLICATE)
    thick = max(round(THICK_MM * VIEW_DPI / 25.4), 2)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    solid = solid[frame:-frame, frame:-frame]
    labels = np.asarray(cv2.connectedComponents(solid)[1])
    touching = np.unique(_rim(labels))
    border = np.isin(labels, touching[touching > 0]).astype(np.uint8)
    border[_printed(pixels, border)] = 0
    if not border.any():
        return ink
    grown = round(GROWN_MM * VIEW_DPI / 25.4) * 2 + 1
    wide = cv2.dilate(border, np.ones((grown, grown), np.uint8))
    full = cv2.resize(wide, ink.shape[::-1], interpolation=cv2.INTER_NEAREST)
    out = ink.copy()
    out[full > 0] = 255
    return out


def _printed(pixels: Pixels, border: Pixels) -> NDArray[np.bool_]:
    """Where print stands in the dark: what lies there is a shadow over paper, no border."""
    height, width = border.shape
    view = cv2.cvtColor(shrunk(pixels, 2 * width / pixels.shape[1]), cv2.COLOR_BGR2GRAY)
    window = np.ones((5, 5), np.uint8)
    rough = cv2.subtract(cv2.dilate(view, window), cv2.erode(view, window))
    rough = cv2.resize(rough, (width, height), interpolation=cv2.INTER_AREA)
    inner = cv2.erode(border, np.ones((5, 5), np.uint8))  # less the edge where paper begins
    count, labels = cv2.connectedComponents(border)
    print_ = np.zeros(border.shape, bool)
    for piece in range(1, count):
        where = labels == piece
        seen = rough[where & (inner > 0)]
        if len(seen) and float((seen > ROUGH).mean()) > PRINTED:
            print_ |= where
    return print_


def _rim(view: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate([view[0], view[-1], view[:, 0], view[:, -1]])
