"""Reads one place of a kept picture again, closer than the page as a whole was read."""

import cv2
import numpy as np

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.cleaning import DARK
from ocr_service.reading.cleaning.enlarge import enlarge
from ocr_service.reading.cleaning.flatten import flatten
from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.cleaning.rules import without_rules
from ocr_service.reading.cleaning.stamps import without_stamps
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image, Pixels, Sheet
from ocr_service.reading.limits import Limits
from ocr_service.reading.sniff import Source
from ocr_service.reading.split import split

AROUND = 0.6  # inches of paper that the light is judged by
MARGIN = 0.03  # inches: a box drawn by hand is seldom generous
PAPER = 0.25  # inches of white around it: the engine reads no letter at an edge
Span = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


def glance(source: Source, box: Box, engine: Engine, limits: Limits) -> tuple[Line, ...]:
    """The lines in a box of a kept picture, their places in shares of the whole picture.

    Raises BadInput for a file that is no picture, EngineFailed when the engine stops.
    """
    sheet = next(iter(split(source, [1], limits)))
    image, place = _cut(sheet, box)
    if not (image.ink < DARK).any():
        return ()
    shape = sheet.pixels.shape
    return tuple(_moved(line, image, place, shape) for line in engine.read(image))


def _cut(sheet: Sheet, box: Box) -> tuple[Image, Span]:
    """The place as an image of its own, and where its corner lies on the sheet."""
    outer = _pixels(sheet, box, AROUND)
    inner = _pixels(sheet, box, MARGIN)
    around = sheet.pixels[outer[1] : outer[3], outer[0] : outer[2]]
    ink = without_rules(flatten(without_stamps(around, sheet.dpi)), sheet.dpi)
    left, top = inner[0] - outer[0], inner[1] - outer[1]
    wide, high = inner[2] - inner[0], inner[3] - inner[1]
    free = round(PAPER * sheet.dpi)
    kept = _framed(around[top : top + high, left : left + wide], free)
    alone = _framed(ink[top : top + high, left : left + wide], free)
    sized = enlarge(alone, pieces_of((alone < DARK).astype(np.uint8)), sheet.dpi)
    return Image(1, kept, sized, sheet.dpi), (inner[0] - free, inner[1] - free, *inner[2:])


def _pixels(sheet: Sheet, box: Box, inches: float) -> Span:
    """The box with so much around it, within the sheet; at least one pixel."""
    high, wide = sheet.pixels.shape[:2]
    more = inches * sheet.dpi
    left = min(max(int(box.left * wide - more), 0), wide - 1)
    top = min(max(int(box.top * high - more), 0), high - 1)
    right = min(max(int(box.right * wide + more) + 1, left + 1), wide)
    bottom = min(max(int(box.bottom * high + more) + 1, top + 1), high)
    return left, top, right, bottom


def _framed(pixels: Pixels, free: int) -> Pixels:
    white = (255,) * (3 if pixels.ndim == 3 else 1)
    framed = cv2.copyMakeBorder(pixels, *(free,) * 4, cv2.BORDER_CONSTANT, value=white)
    return np.asarray(framed, dtype=np.uint8)


def _moved(line: Line, image: Image, place: Span, shape: tuple[int, ...]) -> Line:
    """The line with its boxes in shares of the whole picture."""
    high, wide = image.kept.shape[:2]

    def moved(word: Word) -> Word:
        box = Box(
            _share(place[0] + word.box.left * wide, shape[1]),
            _share(place[1] + word.box.top * high, shape[0]),
            _share(place[0] + word.box.right * wide, shape[1]),
            _share(place[1] + word.box.bottom * high, shape[0]),
        )
        return Word(word.text, box, word.confidence, word.handwritten)

    return Line(tuple(moved(word) for word in line.words), line.block)


def _share(pixels: float, whole: int) -> float:
    return min(max(pixels / whole, 0.0), 1.0)
