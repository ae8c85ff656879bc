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

ALONG = 4  # pixels of a line looked at as one
FAINTEST = 14  # levels of darkness; less is grain
PRINTED = 130  # levels of darkness; an upright line lighter than this is a fold


def without_rules(ink: Pixels, dpi: int) -> Pixels:
    """``ink`` (grey on white, straight) without underlines and folds; the same without any."""
    upright = _upright(np.asarray(cv2.bitwise_not(ink), np.uint8), dpi)
    level = _upright(np.asarray(cv2.bitwise_not(cv2.transpose(ink)), np.uint8), dpi)
    level = np.asarray(cv2.transpose(level), np.uint8)
    out = ink
    if upright.max() > FAINTEST:
        fold = np.where((upright > FAINTEST) & (upright < PRINTED), upright, 0).astype(np.uint8)
        out = np.asarray(cv2.divide(out, cv2.bitwise_not(fold), scale=255), np.uint8)
    underlines = _alone(level, upright, dpi)
    return _lifted(out, underlines, dpi) if underlines.any() else out


def _upright(darkness: Pixels, dpi: int) -> Pixels:
    """How dark the upright lines are that run on as long as no letter does."""
    height, width = darkness.shape
    whole = height // ALONG * ALONG
    # The lightest of every few pixels along a line stands for them: a gap stays a gap.
    short = darkness[:whole].reshape(-1, ALONG, width).min(axis=1)
    kernel = np.ones((max(round(_LONG * dpi / ALONG), 3), 1), np.uint8)
    lines = np.asarray(cv2.morphologyEx(short, cv2.MORPH_OPEN, kernel), np.uint8)
    if lines.max() <= FAINTEST:
        return np.zeros_like(darkness)
    longer = np.asarray(cv2.dilate(lines, np.ones((3, 1), np.uint8)), np.uint8)
    tall = np.pad(np.repeat(longer, ALONG, axis=0), ((0, height - whole), (0, 0)), mode="edge")
    return np.minimum(tall, darkness)


def _alone(level: Pixels, upright: Pixels, dpi: int) -> Pixels:
    """1 on thin level lines that meet no upright one."""
    dark, thick = (level > FAINTEST * 3).astype(np.uint8), max(_THICK * dpi, 3)
    if not cv2.countNonZero(dark):
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
