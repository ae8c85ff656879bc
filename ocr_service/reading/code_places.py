"""Finds where a page may bear a code: as dark as code all over, where text is mostly paper."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.image import Pixels

VIEW_DPI = 50  # pixels are sampled, not averaged: what is measured is the share of ink
MM = VIEW_DPI / 25.4
WINDOW = round(5 * MM)  # over it text covers up to 35 % of the paper, codes 45 % and more
COVERED = 0.42
UNEVEN = 0.03  # variance of what is solid: a picture's dark ground, a border
SMALLEST, LONGEST_AT_LEAST = 9 * MM, 14 * MM  # of what was joined; punch holes are smaller
JOINED = round(7 * MM) | 1  # what lies nearer together is one code with a lighter part
MARGIN = 10 * MM  # round a place: its quiet zone, and ends of stripes that are lighter
ONE_SHAPE = 1.3  # times the two parts' areas, that the whole may have
MOST = 12  # places looked at on one page, the largest first


@dataclass(frozen=True)
class Place:
    """A part of the page, in its pixels; ``full``: the share of it that is as dark as code."""

    left: int
    top: int
    right: int
    bottom: int
    full: float

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)

    def meets(self, other: "Place") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0 and down > 0

    def around(self, other: "Place") -> "Place":
        return Place(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            min(self.full, other.full),
        )

    def of(self, pixels: Pixels) -> Pixels:
        """Grey; coloured ink is lifted off, for codes are black and stamps are not."""
        part = pixels[self.top : self.bottom, self.left : self.right]
        return np.asarray(part.max(axis=2), np.uint8)


def places(pixels: Pixels, dpi: int) -> list[Place]:
    """Where to look for codes on a colour picture, the largest place first."""
    step = max(round(dpi / VIEW_DPI), 1)
    dark = _dark_and_uneven(np.asarray(pixels[::step, ::step].max(axis=2), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    found = [
        _place((left, top, width, height), area, pixels, step)
        for left, top, width, height, area in stats[1:].tolist()
        if min(width, height) >= SMALLEST and max(width, height) >= LONGEST_AT_LEAST
    ]
    return sorted(_joined(found), key=lambda place: -place.area)[:MOST]


def _joined(found: list[Place]) -> list[Place]:
    """Places that overlap and together are hardly larger: a barcode has lighter parts."""
    apart: list[Place] = []
    for place in sorted(found, key=lambda place: (place.left, place.top)):
        for at, other in enumerate(apart):
            both = place.around(other)
            if place.meets(other) and both.area < ONE_SHAPE * (place.area + other.area):
                apart[at] = both
                break
        else:
            apart.append(place)
    return apart


def _dark_and_uneven(view: Pixels) -> Pixels:
    """1 where a window is as dark as code, measured from the page's ink to the paper there."""
    ink = np.float32(np.percentile(view, 0.5))
    small = cv2.resize(view, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    light = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 9)
    paper = cv2.resize(light, view.shape[::-1]).astype(np.float32)
    cover: NDArray[np.float32] = np.clip((paper - view) / np.maximum(paper - ink, 25), 0, 1)
    window = (WINDOW, WINDOW)
    share = cv2.blur(cover, window)
    spread = cv2.blur(cover * cover, window) - share * share
    dark = ((share > COVERED) & (spread > UNEVEN)).astype(np.uint8)
    return np.asarray(cv2.dilate(dark, np.ones((JOINED, JOINED), np.uint8)), np.uint8)


def _place(box: tuple[int, int, int, int], area: int, pixels: Pixels, step: int) -> Place:
    left, top, width, height = box
    down, across = pixels.shape[:2]
    return Place(
        max(int((left - MARGIN) * step), 0),
        max(int((top - MARGIN) * step), 0),
        min(int((left + width + MARGIN) * step), across),
        min(int((top + height + MARGIN) * step), down),
        area / (width * height),
    )
