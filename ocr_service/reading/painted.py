"""What a PDF page paints, in its order: letters, pictures and shapes, each with its place."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.mupdf import pymupdf

Rects = NDArray[np.float64]
"""n x 4: left, top, right, bottom; points, on the page as it is shown."""

TEXT = ("fill-text", "stroke-text")
UNSEEN = ("ignore-text",)
PICTURES = ("fill-image", "fill-imgmask")
SHAPES = ("fill-path",)
SHADES = ("fill-shade",)
STROKES = ("stroke-path",)
GRID = 64  # cells across and down, to tell how much of the page pictures cover
SMALLEST_PICTURE = (10.0, 400.0)  # points of its shorter side, and its area: smaller says nothing
THICK = 4.0  # points; thinner shapes are rules
LETTER = (2.5, 40.0)  # points: the height of a letter
TOGETHER = 6  # letters drawn as shapes
BARS, CELLS, CELL = 20, 60, 9.0  # alike in length: a barcode; small squares: a square code
MOST_PAIRS = 4_000_000
CODE_FONTS = re.compile(r"bar ?code|code ?-?(39|93|128)|3of9|ean-?13|pdf-?417|\bqr", re.IGNORECASE)


@dataclass(frozen=True)
class Painted:
    """``kinds`` and ``rects`` tell what was painted where, first things first.

    ``width`` and ``height`` are of the page as it is shown, in points. ``fonts`` are named as in
    the file.
    """

    kinds: NDArray[np.str_]
    rects: Rects
    width: float
    height: float
    fonts: tuple[str, ...] = ()

    def _are(self, kinds: tuple[str, ...]) -> NDArray[np.bool_]:
        return np.isin(self.kinds, kinds)

    @property
    def has_pictures(self) -> bool:
        return bool(self._are(PICTURES).any())

    @cached_property
    def pictures(self) -> NDArray[np.intp]:
        """Which of all are pictures large enough to hold text."""
        wide, tall = _sides(_within(self.rects, self.width, self.height))
        short, area = SMALLEST_PICTURE
        large = (np.minimum(wide, tall) >= short) & (wide * tall >= area)
        return np.flatnonzero(self._are(PICTURES) & large)

    @cached_property
    def covers(self) -> NDArray[np.intp]:
        """Which of all are shapes that could lie over text."""
        wide, tall = _sides(self.rects)
        return np.flatnonzero(self._are(SHAPES + SHADES) & (np.minimum(wide, tall) > THICK))

    @cached_property
    def texts(self) -> NDArray[np.intp]:
        return np.flatnonzero(self._are(TEXT))

    @cached_property
    def pictured(self) -> float:
        """The share of the page under pictures, 0 to 1."""
        grid = np.zeros((GRID, GRID), dtype=bool)
        cell = np.array([self.width, self.height] * 2) / GRID
        held = _within(self.rects[self._are(PICTURES)], self.width, self.height) / cell
        for left, top, right, bottom in held.round().astype(int):
            grid[top:bottom, left:right] = True
        return float(grid.mean())

    @cached_property
    def outlines(self) -> Rects:
        """Where shapes stand that could be letters drawn as outlines, singly or as one shape."""
        shapes = self.rects[self._are(SHAPES)]
        wide, tall = _sides(shapes)
        letter = (tall > LETTER[0]) & (tall < LETTER[1]) & (wide > 1.0)
        single = shapes[letter & (wide < LETTER[1])]
        word = shapes[letter & (wide >= LETTER[1])]
        if len(word) * len(self.texts) > MOST_PAIRS:
            return self._together(single)  # a drawing, not a letter
        bare = ~overlap(word, self.rects[self.texts]).any(1)
        return np.concatenate([self._together(single), word[bare]])

    def _together(self, shapes: Rects) -> Rects:
        """The places where ``TOGETHER`` shapes and more stand side by side."""
        if len(shapes) < TOGETHER:
            return np.empty((0, 4))
        cells = (middles(shapes) / (self.width, self.height) * GRID).astype(int)
        across, down = np.clip(cells, 0, GRID - 1).T
        grid = np.zeros((GRID, GRID), dtype=np.uint8)
        grid[down, across] = 1
        _, labels = cv2.connectedComponents(cv2.dilate(grid, np.ones((1, 3), np.uint8)))
        held = labels[down, across]
        groups = [shapes[held == label] for label in np.unique(held)]
        large = [group for group in groups if len(group) >= TOGETHER]
        boxes = [[*group[:, :2].min(0), *group[:, 2:].max(0)] for group in large]
        return np.array(boxes, dtype=np.float64).reshape(-1, 4)

    @cached_property
    def is_simple(self) -> bool:
        """Whether all text is drawn on bare paper and nothing drawn after it can lie over it."""
        if self._are(UNSEEN).any() or len(self.pictures):
            return False
        texts, covers = self.texts, self.covers
        if len(texts) * len(covers) > MOST_PAIRS:
            return False
        later = texts[:, None] < covers[None, :]
        return not bool((later & overlap(self.rects[texts], self.rects[covers])).any())

    @cached_property
    def may_hold_codes(self) -> bool:
        """Whether a barcode or a square code could be among what is painted."""
        shapes = self.rects[self._are(SHAPES + STROKES)]
        wide, tall = _sides(shapes)
        cells = int(((wide < CELL) & (tall < CELL) & (wide > 0) & (tall > 0)).sum())
        alike = max(_most_alike(shapes[:, [1, 3]]), _most_alike(shapes[:, [0, 2]]))
        whole = np.minimum(wide, tall) > 3 * CELL
        return (
            any(map(CODE_FONTS.search, self.fonts))
            or len(self.pictures) > 0
            or cells >= CELLS
            or alike >= BARS
            or bool(whole.any())
        )


def painted(page: pymupdf.Page) -> Painted:
    """What the page paints, annotations and the appearance of form fields included."""
    log = page.get_bboxlog()
    corners = np.array([rect for _, rect in log], dtype=np.float64).reshape(-1, 4)
    return Painted(
        np.array([kind for kind, _ in log], dtype=np.str_),
        as_shown(corners, page),
        float(page.rect.width),
        float(page.rect.height),
        tuple(font[3] for font in page.get_fonts()),
    )


def as_shown(rects: Rects, page: pymupdf.Page) -> Rects:
    """Rectangles of the page as it lies in the file, on the page as it is shown."""
    if not page.rotation:
        return rects
    a, b, c, d, e, f = (float(number) for number in page.rotation_matrix)
    across = rects[:, [0, 2]] * a + rects[:, [1, 3]] * c + e
    down = rects[:, [0, 2]] * b + rects[:, [1, 3]] * d + f
    return np.stack([across.min(1), down.min(1), across.max(1), down.max(1)], axis=1)


def holding(rects: Rects, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each of n points (x, y) and m rectangles, whether the one lies in the other; n x m."""
    x, y = points[:, :1], points[:, 1:]
    return (rects[:, 0] <= x) & (x <= rects[:, 2]) & (rects[:, 1] <= y) & (y <= rects[:, 3])


def middles(rects: Rects) -> NDArray[np.float64]:
    return np.asarray((rects[:, :2] + rects[:, 2:]) / 2)


def _sides(rects: Rects) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return rects[:, 2] - rects[:, 0], rects[:, 3] - rects[:, 1]


def _within(rects: Rects, width: float, height: float) -> Rects:
    return np.clip(rects, 0.0, np.array([width, height, width, height]))


def overlap(one: Rects, other: Rects) -> NDArray[np.bool_]:
    """For each of n rectangles and m others, whether they share more than an edge; n x m."""
    left = np.maximum(one[:, None, 0], other[None, :, 0])
    top = np.maximum(one[:, None, 1], other[None, :, 1])
    right = np.minimum(one[:, None, 2], other[None, :, 2])
    bottom = np.minimum(one[:, None, 3], other[None, :, 3])
    return np.asarray((right - left > 1.0) & (bottom - top > 1.0))


def _most_alike(extents: NDArray[np.float64]) -> int:
    """How many shapes begin and end at the same height (or the same distance across)."""
    long = extents[(extents[:, 1] - extents[:, 0]) > THICK]
    alike = Counter(map(tuple, np.round(long).tolist()))
    return max(alike.values(), default=0)
