"""Heads of letters with a pen's figures between the print, and what an engine makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw

from benchmarks.handwriting.strokes import Cover, drawn
from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.image import Image
from tests.reading.drawn import A4, DPI, font

SIZE = 13  # points
BLUE = (150, 60, 40)  # BGR
BLACK = (40, 40, 40)


@dataclass
class Sheet:
    """A page under way: print goes on at the right, a pen writes where it is told."""

    seed: int
    pixels: np.ndarray = field(default_factory=lambda: np.full((A4[1], A4[0], 3), 255, np.uint8))
    words: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rng = np.random.default_rng(self.seed)

    def write(self, text: str, left: int, top: int, confidence: float = 0.96) -> int:
        """Print at a place, met by the engine with a confidence; where it ends."""
        face = font(SIZE)
        canvas = Pillow.fromarray(self.pixels)
        ImageDraw.Draw(canvas).text((left, top), text, (0, 0, 0), face)
        self.pixels = np.array(canvas)
        at = float(left)
        for word in text.split(" "):
            long = face.getlength(word)
            if word:
                self.words.append(_word(word, (at, top, at + long, top + face.size), confidence))
            at += long + face.getlength(" ")
        return round(left + face.getlength(text))

    def pen(self, figures: str, left: int, top: int, ink: tuple[int, int, int] = BLUE) -> int:
        """Figures by hand, of which the engine makes nothing sensible; where they end."""
        face = font(SIZE)
        at = left
        for figure in figures:
            cover = _sized(drawn(figure, self._rng), face.size * 0.85)
            high, wide = cover.shape
            base = round(top + face.size * 0.92)
            place = self.pixels[base - high : base, at : at + wide].astype(np.float32)
            share = cover[..., None].astype(np.float32) / 255
            inked = place * (1 - share) + np.array(ink, np.float32) * share
            self.pixels[base - high : base, at : at + wide] = inked.astype(np.uint8)
            at += wide + 3
        self.words.append(_word("€'Ÿ", (left, top, at, top + face.size), 0.4))
        return at

    def image(self) -> Image:
        grey = np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_BGR2GRAY), np.uint8)
        return Image(1, self.pixels, grey, DPI)

    def line(self) -> Line:
        """All words so far, as one line; the next begins with none."""
        words, self.words = tuple(self.words), []
        return Line(words)


def dated(sheet: Sheet, day: str, month: str, top: int, ink: tuple[int, int, int] = BLUE) -> Line:
    """``Cần Thơ, ngày … tháng … năm 2019`` with the day and the month by pen."""
    at = sheet.write("Cần Thơ, ngày", 760, top) + 8
    at = sheet.pen(day, at, top, ink) + 10
    at = sheet.write("tháng", at, top) + 8
    at = sheet.pen(month, at, top, ink) + 10
    sheet.write("năm 2019", at, top)
    return sheet.line()


def numbered(sheet: Sheet, number: str, symbol: str, top: int) -> Line:
    """``Số: …/KH-STP`` with the number by pen."""
    at = sheet.write("Số:", 250, top) + 10
    at = sheet.pen(number, at, top) + 8
    sheet.write(f"/{symbol}", at, top)
    return sheet.line()


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _word(text: str, sides: tuple[float, float, float, float], confidence: float) -> Word:
    wide, high = A4
    left, top, right, bottom = sides
    return Word(text, Box(left / wide, top / high, right / wide, bottom / high), confidence)


def _sized(cover: Cover, high: float) -> Cover:
    scale = high / cover.shape[0]
    small = cv2.resize(cover, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)
