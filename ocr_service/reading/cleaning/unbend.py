"""Levels lines that fan out or bend: a sheet seen aslant, or one that does not lie flat.

Every line of text tells how far the page rises or falls along it. One smooth surface is laid
through all of them; the page is drawn level by it where that is worth the while.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.image import Pixels

STEP = 40  # pixels of the view (100 an inch): a line is looked at in stretches as wide
JOINED = 13  # pixels between words of one line, at most
SHORTEST, TALLEST = 100, 22  # pixels of a line
LEAST_TALL = 5  # pixels of a small letter
STEEPEST = 0.09  # pixels down, a pixel across
FEWEST_LINES, FEWEST_STRETCHES, LEAST_INK = 12, 100, 8
WORTH = 2.2  # pixels of the view (half a millimetre): less does not trouble the engine
BETTER = 1.4  # times as level
PASSES = 2
TURNED = np.array([1, -1, 1, -1, 1, -1, 1])  # the signs of the surface, seen from the other side
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Bend:
    """How far down lines stand from where they should: a surface over the page, in shares."""

    surface: Numbers

    def at(self, across: Numbers, down: Numbers) -> Numbers:
        """The fall, in shares of the page's width, at places from -1 to 1."""
        return np.asarray(_shape(across, down) @ self.surface)

    def on_its_head(self) -> "Bend":
        """The bend of the same page turned by half."""
        return Bend(self.surface * TURNED)


def _shape(u: Numbers, v: Numbers) -> Numbers:
    """What the surface is made of: slope, bow and curl, each changing down the page."""
    return np.stack([u, u * u, u**3, u * v, u * u * v, u**3 * v, u * v * v], axis=-1)


def bend_of(letters: Pixels) -> Bend | None:
    """How the lines of a page bend that is level on the whole; None if hardly.

    ``letters`` is the view that geometry is judged by (see ``ink``), 1 where ink is.
    """
    pieces = pieces_of(letters)
    # Dots, leaders and marks stand at heights of their own.
    letters = pieces.picture(pieces.tall >= LEAST_TALL)
    surface, seen = np.zeros(len(TURNED)), letters
    for _ in range(PASSES):
        found = _surface(seen)
        if found is None:
            break
        surface = surface + found
        seen = unbend(letters, Bend(surface))
    return Bend(surface) if surface.any() else None


def _surface(letters: Pixels) -> Numbers | None:
    line, u, v, fall = _stretches(letters)
    if len(line) < FEWEST_STRETCHES or len(np.unique(line)) < FEWEST_LINES:
        return None
    shape, fall = _within(line, _shape(u, v)), _within(line, fall[:, None])[:, 0]
    kept = np.ones(len(line), bool)
    for _ in range(4):
        surface = np.linalg.lstsq(shape[kept], fall[kept], rcond=None)[0]
        rest = np.abs(fall - shape @ surface)
        kept = rest <= 3 * max(float(np.median(rest)), 1e-4)
    bent = float(np.median(np.abs(fall[kept]))) > BETTER * float(np.median(rest[kept]))
    most = float(np.percentile(np.abs(shape[kept] @ surface), 97)) * letters.shape[1]
    return np.asarray(surface, np.float64) if bent and most > WORTH else None


def _stretches(letters: Pixels) -> tuple[NDArray[np.int64], Numbers, Numbers, Numbers]:
    """Of each stretch of each line: its line, its place (-1..1), how far down it stands."""
    height, width = letters.shape
    joined = cv2.dilate(letters, np.ones((1, JOINED), np.uint8))
    count, labels, stats, middles = cv2.connectedComponentsWithStats(
        joined, connectivity=4, ltype=cv2.CV_16U
    )
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    lines = (wide >= SHORTEST) & (tall <= TALLEST + STEEPEST * wide)
    lines[0] = False
    y, x = np.nonzero(letters.view(bool))
    line = labels[y, x]
    held = lines[line]
    x, y, line = x[held], y[held], line[held]
    steps = width // STEP + 1
    key = line.astype(np.int64) * steps + x // STEP
    ink = np.bincount(key, minlength=count * steps)
    enough = np.nonzero(ink >= LEAST_INK)[0]
    across = np.bincount(key, x, minlength=count * steps)[enough] / ink[enough]
    down = np.bincount(key, y, minlength=count * steps)[enough] / ink[enough]
    number = enough // steps
    v = (middles[number, 1] - height / 2) / (height / 2)
    return number, (across - width / 2) / (width / 2), v, down / width


def _within(line: NDArray[np.int64], values: Numbers) -> Numbers:
    """The values less their mean in each line."""
    _, place, count = np.unique(line, return_inverse=True, return_counts=True)
    sums = np.stack([np.bincount(place, column) for column in values.T], axis=-1)
    return np.asarray(values - (sums / count[:, None])[place])


def unbend(pixels: Pixels, bend: Bend) -> Pixels:
    """The picture with its lines drawn level; of the same size. A view of 0 and 1 stays one."""
    height, width = pixels.shape[:2]
    coarse = np.linspace(-1, 1, 64)
    u, v = np.meshgrid(coarse, coarse)
    fall = (bend.at(u, v) * width).astype(np.float32)
    down = cv2.resize(fall, (width, height), interpolation=cv2.INTER_CUBIC)
    down += np.arange(height, dtype=np.float32)[:, None]
    across = np.broadcast_to(np.arange(width, dtype=np.float32)[None, :], (height, width))
    a_view = pixels.ndim == 2 and int(pixels.max()) <= 1
    way = cv2.INTER_NEAREST if a_view else cv2.INTER_LINEAR
    drawn = cv2.remap(
        pixels, np.ascontiguousarray(across), down, way, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(drawn, dtype=np.uint8)
