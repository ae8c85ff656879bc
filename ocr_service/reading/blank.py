"""Tells a blank page from one that says little: a lone number or a faint stamp is not nothing.

A page taken for blank is looked at by nobody, so whatever may be ink counts as ink. Not counted
are punch holes, staples, folds, dirt, what lies along the edge, and the back shining through.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.domain.page import Word
from ocr_service.reading.cleaning.ink import Labels, pieces_of
from ocr_service.reading.image import Image
from ocr_service.reading.view import shrunk
from ocr_service.schema.syllables import share_of_syllables

VIEW_DPI = 100
MM = VIEW_DPI / 25.4
DARK, WRITTEN = 128, 0.005  # of 255; the share of dark ink from which a page needs no closer look
ENOUGH_WORDS = 12  # of two letters and more: no need to look at the picture
SURE = 0.7  # the engine's confidence from which a word is one, and not a stain
SURE_WORDS = 3
SYLLABLES = 0.4  # of the sure words
PALE, STRONG = 0.07, 0.38  # of the way from paper to black; backs shine through up to 0.3
LETTER = 1.2 * MM  # the least height or width of a sign
SOFT = 0.25  # of its darkness, that a piece of ink gains from one pixel to the next; dirt does not
LARGEST = 110 * MM  # longer is a border, a fold, a table
RULE = 10  # times as long as wide, and thin: a staple, a crease
HOLE = (3.5 * MM, 9 * MM)
MARGIN = 28 * MM  # where holes are punched
FEW = 12
CROWD = 60  # so many pale pieces are a text: of a faint page, or of the back of this one
SHARP_DPI = 200
THROUGH_PAPER = 0.39  # of its darkness from one pixel to the next: paper blurs what shines through

Share = NDArray[np.float32]


def blank(image: Image, words: Sequence[Word]) -> bool:
    """Whether there is nothing on the page that a person could read."""
    if image.text or (sum(len(word.text) > 1 for word in words) >= ENOUGH_WORDS and _sure(words)):
        return False
    pieces = _pieces(_darkness(image))
    if pieces.strong:
        return False
    crowd = pieces.pale >= CROWD and not _sure(words)
    return not pieces.pale or (crowd and _sharpness(image) < THROUGH_PAPER)


def nothing_on(image: Image) -> bool:
    """Whether there is no trace of ink on the picture: then nobody need try to read it.

    Engines take many times as long over nothing, and now and then never come back.
    """
    if image.text or float((image.ink[::4, ::4] < DARK).mean()) > WRITTEN:
        return False
    return not _pieces(_darkness(image)).pale


def _sure(words: Sequence[Word]) -> bool:
    """Whether they are words; print seen from behind has letters, but hardly a syllable."""
    told = [
        word.text
        for word in words
        if word.confidence >= SURE and sum(map(str.isalnum, word.text)) > 1
    ]
    return len(told) >= SURE_WORDS and share_of_syllables(told) >= SYLLABLES


@dataclass(frozen=True)
class _Count:
    strong: int
    pale: int


def _darkness(image: Image) -> Share:
    """Of the colour in which each pixel is darkest: 0 the paper around it, 1 black."""
    scale = min(VIEW_DPI / image.dpi, 1.0)
    view = shrunk(image.kept, scale)
    small = cv2.resize(view, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    light = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 15)
    height, width = view.shape[:2]
    paper = cv2.resize(light, (width, height))
    darker = cv2.divide(cv2.subtract(paper, view), np.maximum(paper, 40), scale=255)
    darkest = cv2.max(cv2.max(darker[..., 0], darker[..., 1]), darker[..., 2])
    return np.asarray(darkest, np.float32) / np.float32(255)


def _pieces(dark: Share) -> _Count:
    """How many pieces of ink there are that may be signs."""
    soft = cv2.blur(dark, (2, 2))
    pieces = pieces_of((soft > PALE).astype(np.uint8))
    peaks = _highest(dark, pieces.labels, len(pieces.area))
    steps = _highest(_steps(dark), pieces.labels, len(pieces.area))
    long, short = np.maximum(pieces.wide, pieces.tall), np.minimum(pieces.wide, pieces.tall)
    sign = (long >= LETTER) & (long <= LARGEST) & (peaks > PALE)
    sign &= ~((long >= RULE * short) & (short <= 1.5 * MM))
    sign &= ~_at_the_edge(pieces.labels, len(pieces.area))
    sign[0] = False
    if sign.sum() < CROWD:  # among so many pieces a hole or two make no difference
        sign &= ~_holes(dark, pieces.labels, long, short, pieces.area)
    sharp = sign & (steps >= SOFT * peaks)
    if int(sign.sum()) - int(sharp.sum()) < FEW:  # more of them is no dirt: the scan is blurred
        sign = sharp
    return _Count(int((sign & (peaks >= STRONG)).sum()), int(sign.sum()))


def _sharpness(image: Image) -> float:
    """How steep pale strokes are at their sides, a pixel, as a share of their darkness."""
    scale = min(SHARP_DPI / image.dpi, 1.0)
    view = shrunk(image.kept, scale)
    soft = cv2.GaussianBlur(view.min(axis=2), (0, 0), 0.6)
    light = cv2.blur(cv2.dilate(soft[::4, ::4], np.ones((5, 5), np.uint8)), (9, 9))
    paper = cv2.resize(light, soft.shape[::-1]).astype(np.float32)
    dark = np.asarray(np.clip((paper - soft) / np.maximum(paper, 40), 0, 1), np.float32)
    around = np.ones((9, 9), np.uint8)
    darkest, steepest = cv2.dilate(dark, around), cv2.dilate(_steps(dark), around)
    middles = (dark > PALE * 1.4) & (dark >= 0.98 * darkest)
    if not middles.any():
        return 1.0
    return float(np.median(steepest[middles] / darkest[middles]))


def _steps(dark: Share) -> Share:
    across = np.abs(np.diff(dark, axis=1, prepend=dark[:, :1]))
    down = np.abs(np.diff(dark, axis=0, prepend=dark[:1]))
    return np.asarray(np.maximum(across, down), np.float32)


def _highest(values: Share, labels: Labels, count: int) -> Share:
    """The highest value in each piece."""
    highest = np.zeros(count, np.float32)
    inked = labels > 0
    np.maximum.at(highest, labels[inked], values[inked])
    return highest


def _at_the_edge(labels: Labels, count: int) -> NDArray[np.bool_]:
    found = np.zeros(count, bool)
    for rim in (labels[:2], labels[-2:], labels[:, :2], labels[:, -2:]):
        found[np.unique(rim)] = True
    return found


def _holes(
    dark: Share,
    labels: Labels,
    long: NDArray[np.int32],
    short: NDArray[np.int32],
    area: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Round, evenly filled pieces near the side of the page."""
    round_ = (long >= HOLE[0]) & (long <= HOLE[1]) & (short >= 0.75 * long)
    round_ &= area >= 0.66 * long * short
    height, width = labels.shape
    for piece in np.flatnonzero(round_):
        rows, columns = np.nonzero(labels == piece)
        across, down = columns.mean(), rows.mean()
        near = min(across, width - across, down, height - down) <= MARGIN
        round_[piece] = near and _even(dark[rows, columns])
    return round_


def _even(darkness: Share) -> bool:
    low, high = np.percentile(darkness, (30, 90))
    return bool(high - low < 0.15)
