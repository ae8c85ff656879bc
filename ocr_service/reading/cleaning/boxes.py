"""Takes off the sides of boxes that hold one figure each: they read as strokes between figures.

Their upper and lower lines are gone with the rules; what is left looks like the teeth of a comb.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.cleaning.ink import Pieces
from ocr_service.reading.image import Pixels

# In inches:
THICK, LOWEST, HIGHEST = 0.045, 0.17, 0.5  # a tooth
LEVEL = 0.035  # how far tops and feet of one comb may differ
NARROW, WIDE = 0.1, 0.5  # from tooth to tooth
SLENDER = 4  # times as tall as wide
FEWEST = 6  # teeth: numbers in boxes have five figures at least
UNEVEN = 1.5  # the widest step to the usual one


def without_boxes(ink: Pixels, pieces: Pieces, dpi: int) -> Pixels:
    """``ink`` (grey on white, straight, ``pieces`` its ink) without combs; the same without any."""
    slender = (pieces.wide <= max(THICK * dpi, 3)) & (pieces.tall >= SLENDER * pieces.wide)
    slender &= (pieces.tall >= LOWEST * dpi) & (pieces.tall <= HIGHEST * dpi)
    slender[0] = False
    teeth = [tooth for comb in _combs(np.flatnonzero(slender), pieces, dpi) for tooth in comb]
    if not teeth:
        return ink
    out = ink.copy()
    for tooth in teeth:
        left, top = pieces.left[tooth] - 1, pieces.top[tooth] - 1
        right, bottom = left + pieces.wide[tooth] + 2, top + pieces.tall[tooth] + 2
        out[max(top, 0) : bottom, max(left, 0) : right] = 255
    return out


def _combs(found: NDArray[np.intp], pieces: Pieces, dpi: int) -> Iterator[Sequence[int]]:
    """Teeth that stand side by side, as tall as each other, at even steps."""
    middle = pieces.top + pieces.tall / 2
    rest = sorted(found.tolist(), key=lambda tooth: int(pieces.left[tooth]))
    while rest:
        comb = [rest[0]]
        for tooth in rest[1:]:
            step = pieces.left[tooth] - pieces.left[comb[-1]]
            alike = abs(middle[tooth] - middle[comb[-1]]) <= LEVEL * dpi
            alike &= abs(int(pieces.tall[tooth]) - int(pieces.tall[comb[-1]])) <= LEVEL * dpi
            if alike and step <= WIDE * dpi:
                comb.append(tooth)
        rest = [tooth for tooth in rest if tooth not in comb]
        if len(comb) >= FEWEST and _even(np.diff(pieces.left[comb]), NARROW * dpi):
            yield comb


def _even(steps: NDArray[np.int32], least: float) -> bool:
    return bool(steps.min() >= least and steps.max() <= UNEVEN * np.median(steps))
