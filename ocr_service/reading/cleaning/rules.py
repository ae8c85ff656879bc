"""Takes off underlines and the lines of folds: they touch letters, and part columns that are none.

The rules of a table stay: where a level rule meets an upright one, both tell what cells there are.
"""

import cv2
import numpy as np

from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.image import Pixels

# In inches.
_LONG = 0.6  # no stroke of a letter is as long
_THICK = 0.04  # a thicker bar is no rule

FAINTEST = 14  # levels of darkness; less is grain
PRINTED = 130  # levels of darkness; an upright line lighter than this is a fold


def without_rules(ink: Pixels, dpi: int) -> Pixels:
    """``ink`` (grey on white, straight) without underlines and folds; the same without any."""
    reach, darkness = max(round(_LONG * dpi), 8), np.asarray(cv2.bitwise_not(ink), np.uint8)
    upright = _lines(darkness, (1, reach))
    level = _lines(darkness, (reach, 1))
    out = ink
    fold = np.where((upright > FAINTEST) & (upright < PRINTED), upright, 0).astype(np.uint8)
    if fold.any():
        out = np.asarray(cv2.divide(out, cv2.bitwise_not(fold), scale=255), np.uint8)
    underlines = _alone(level, upright, dpi)
    if underlines.any():
        out = _lifted(out, underlines, dpi)
    return out


def _lines(darkness: Pixels, size: tuple[int, int]) -> Pixels:
    """How dark the lines are that run on as long as ``size`` (across, down)."""
    kernel = np.ones((size[1], size[0]), np.uint8)
    return np.asarray(cv2.morphologyEx(darkness, cv2.MORPH_OPEN, kernel), np.uint8)


def _alone(level: Pixels, upright: Pixels, dpi: int) -> Pixels:
    """1 on thin level lines that meet no upright one."""
    dark, thick = (level > FAINTEST * 3).astype(np.uint8), max(_THICK * dpi, 3)
    if not dark.any():
        return dark
    pieces = pieces_of(dark)
    posts = cv2.dilate((upright >= PRINTED).astype(np.uint8), np.ones((3, 7), np.uint8))
    chosen = pieces.tall <= thick
    chosen[np.unique(pieces.labels[posts > 0])] = False
    return pieces.picture(chosen)


def _lifted(ink: Pixels, lines: Pixels, dpi: int) -> Pixels:
    """The picture with what stands over and under each line drawn together across it."""
    wide = cv2.dilate(lines, np.ones((3, 1), np.uint8)) > 0
    out, tall = ink.copy(), max(round(_THICK * dpi), 3)
    rows, columns = np.nonzero(wide)
    over, under = rows.copy(), rows.copy()
    for _ in range(tall + 2):  # walk off the line, up and down
        over = np.where(wide[over, columns], np.maximum(over - 1, 0), over)
        under = np.where(wide[under, columns], np.minimum(under + 1, len(ink) - 1), under)
    mean = (ink[over, columns].astype(np.uint16) + ink[under, columns]) // 2
    out[rows, columns] = np.maximum(mean, ink[rows, columns]).astype(np.uint8)
    return out
