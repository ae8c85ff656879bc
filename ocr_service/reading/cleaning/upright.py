"""Finds how a page lies: which way is up, and how far it is off the level.

Lines of text make rows of ink sharper than columns of ink; and in Vietnamese far more ink rises
over the small letters (marks, tall letters) than hangs below them.
"""

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.cleaning.ink import VIEW_DPI, ink_view, without_large
from ocr_service.reading.cleaning.straighten import skew_of, slope, straighten
from ocr_service.reading.cleaning.unbend import Bend, bend_of, unbend
from ocr_service.reading.image import Pixels

Legible = Callable[[Pixels], float]
"""Reads an upright colour picture and says how well that went (0..1)."""

TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
SIDEWAYS = 1.5  # how much sharper columns must be than rows
SURE = 0.15  # of the balance between ink above and below, -1..1
SURELY_DOWN = 0.35  # the same, on its head: capitals and strokes between words hang low too
CLEARLY = 0.05  # by how much upside down must read better
LEAST_TOLD, LEAST_SHARE = 30, 0.05  # ink above and below: pixels, and of all that is there
LARGEST_LETTER = VIEW_DPI // 2


class Lie(NamedTuple):
    """How to set a page right: the clockwise turn (0/90/180/270), the skew in degrees, the bend.

    In this order; ``bend`` is None where lines are straight and lie side by side.
    """

    turn: int
    skew: float
    bend: Bend | None = None


def turn(pixels: Pixels, degrees: int) -> Pixels:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees == 0:
        return pixels
    return np.asarray(cv2.rotate(pixels, TURNS[degrees]), dtype=np.uint8)


def lie_of(pixels: Pixels, dpi: int, legible: Legible | None = None) -> Lie:
    """How a page lies; as it came, where nothing says otherwise.

    ``legible`` is asked only where the shapes leave open which of two ways is up.
    """
    letters = without_large(ink_view(pixels, dpi), LARGEST_LETTER)
    rough, rows = slope(letters)
    sideways = turn(letters, 90)
    rough_sideways, columns = slope(sideways)
    if rows and columns > SIDEWAYS * rows:
        first, letters, rough = 90, sideways, rough_sideways
    else:
        first = 0
    skew = skew_of(letters, rough)
    letters = straighten(letters, skew)
    bend = bend_of(letters)
    balance = ink_balance(letters if bend is None else unbend(letters, bend))
    if _upside_down(balance, first, pixels, skew, legible):
        first, bend = first + 180, bend and bend.on_its_head()
    return Lie(first, skew, bend)


def lie_told(pixels: Pixels, dpi: int, told: int) -> Lie:
    """How a page lies whose turn (clockwise, degrees) a person has told."""
    told %= 360
    letters = turn(without_large(ink_view(pixels, dpi), LARGEST_LETTER), told)
    rough, _ = slope(letters)
    skew = skew_of(letters, rough)
    return Lie(told, skew, bend_of(straighten(letters, skew)))


def _upside_down(
    balance: float, first: int, pixels: Pixels, skew: float, legible: Legible | None
) -> bool:
    if balance >= SURE or balance <= -SURELY_DOWN:
        return balance < 0
    if legible is None:
        return balance <= -SURE
    standing = straighten(turn(pixels, first), skew)
    return legible(turn(standing, 180)) > legible(standing) + CLEARLY


def ink_balance(letters: Pixels) -> float:
    """Ink above the small letters less ink below them, as a share of both: about 0.4 upright.

    ``letters`` must lie straight; negative when they stand on their heads, 0 when nothing shows.
    """
    joined = cv2.dilate(letters, np.ones((3, 15), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4, ltype=cv2.CV_16U)
    above = below = ink = 0.0
    for left, top, width, height, _ in stats[1:count]:
        if not (9 <= height <= 40 and width >= 3 * height):
            continue
        rows = letters[top : top + height, left : left + width].sum(axis=1, dtype=np.int64)
        over, under = _over_and_under(rows)
        above, below, ink = above + over, below + under, ink + float(rows.sum())
    told = above + below
    return (above - below) / told if told > max(LEAST_TOLD, LEAST_SHARE * ink) else 0.0


def _over_and_under(rows: NDArray[np.int64]) -> tuple[float, float]:
    full = np.nonzero(rows >= rows.max() * 0.5)[0]
    return float(rows[: full[0]].sum()), float(rows[full[-1] + 1 :].sum())
