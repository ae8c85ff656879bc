"""Head lines as office paper shows them: printed words, and places that a pen has filled.

A strip is ``HEIGHT`` pixels high and two planes deep: how dark it is, and how coloured (a blue
pen over black print). Its label is a row of classes: 1 to 10 are the figures 0 to 9 by hand,
11 to 20 the same in print, then the printed words that give figures their meaning; 0 is the
blank of CTC. All other print has no class: it is passed over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import ImageFont

from benchmarks.handwriting.canvas import Canvas, Plane
from benchmarks.handwriting.glyphs import Hands, text
from benchmarks.handwriting.strokes import Cover
from ocr_service.reading.handwriting.figures import (
    BY_HAND,
    DAY,
    IN_PRINT,
    MONTH,
    NUMBER,
    SLASH,
    YEAR,
)

PLACES = ("Hà Nội,", "Cần Thơ,", "Long Biên,", "Đà Lạt,", "Mỹ Tho,", "Tân An,", "Huế,", "Vĩnh Yên,")
KINDS = (
    "QĐ", "KH", "TB", "BC", "CV", "TTr", "T.Tr", "GM", "GĐN", "HD", "TM", "BB", "NQ", "CT", "ĐN",
    "TLHĐ", "ĐK",
)  # fmt: skip
AGENCIES = (
    "UBND", "SYT", "CC", "VP", "STP", "TCKH", "NV", "ATTP", "ĐTN", "PGD", "TTYT", "HĐND", "XD",
    "TNMT", "BQL", "KT", "TC", "KHTH",
)  # fmt: skip
AROUND = ("Độc lập", "thực hiện", "PHÒNG", "Kính gửi", "về việc", "CHỦ NGHĨA", "quyết", "V/v họp")

FONTS = Path("/usr/share/fonts/truetype")
PRINT = (
    "liberation2/LiberationSerif-Regular.ttf",
    "liberation2/LiberationSerif-Italic.ttf",
    "liberation2/LiberationSerif-Italic.ttf",
    "liberation2/LiberationSans-Regular.ttf",
    "dejavu/DejaVuSerif.ttf",
)


@dataclass(frozen=True)
class Strip:
    """A picture (2, HEIGHT, width), 0 to 1, and its classes from left to right."""

    picture: Plane
    label: tuple[int, ...]


class Composer:
    """Makes strips without end; the same seed gives the same strips."""

    def __init__(self, hands: Hands, print_fonts: Sequence[Path], seed: int) -> None:
        self._hands = hands
        self._fonts = [
            ImageFont.truetype(str(path), size) for path in print_fonts for size in (18, 20, 21, 23)
        ]
        self._rng = np.random.default_rng(seed)
        self._cache: dict[tuple[str, int], Cover] = {}

    def strip(self) -> Strip:
        """One line: a date or a number, wholly printed now and then, or with places left blank."""
        rng = self._rng
        font = int(rng.integers(len(self._fonts)))
        canvas = Canvas(rng)
        self._printed = rng.random() < 0.08
        self._dotted = rng.random() < 0.4
        self._empty = rng.random() < 0.06
        parts = self._date(canvas, font) if rng.random() < 0.55 else self._number(canvas, font)
        label = tuple(figure for part in parts for figure in part)
        for up in (-1, 1):
            if rng.random() < 0.25:
                canvas.beside(self._print(AROUND[rng.integers(len(AROUND))], font), up)
        if rng.random() < 0.15:
            canvas.ruled()
        return Strip(canvas.scanned(), label)

    def _date(self, canvas: Canvas, font: int) -> Iterator[Sequence[int]]:
        rng = self._rng
        if rng.random() < 0.35:
            canvas.write(self._print(str(rng.choice(PLACES)), font))
            canvas.space()
        year = f"{rng.choice((19, 20, 20, 20))}{rng.integers(100):02d}"
        kept = int(rng.choice((2, 3, 4, 4, 4, 4, 0)))
        figures = (self._two(31), self._two(12), year)
        capital = rng.random() < 0.1
        for word, class_, written in zip(
            ("ngày", "tháng", "năm"), (DAY, MONTH, YEAR), figures, strict=True
        ):
            canvas.write(self._print(word.capitalize() if capital else word, font))
            yield (class_,)
            yield self._place(canvas, written, font, kept if class_ == YEAR else 0)

    def _two(self, most: int) -> str:
        number = int(self._rng.integers(1, most + 1))
        return f"{number:02d}" if self._rng.random() < 0.75 else str(number)

    def _number(self, canvas: Canvas, font: int) -> Iterator[Sequence[int]]:
        rng = self._rng
        canvas.write(self._print(str(rng.choice(("Số:", "Số:", "Số :", "Số"))), font))
        yield (NUMBER,)
        number = int(rng.integers(1, 10 ** int(rng.integers(1, 5))))
        padded = f"{number:02d}" if rng.random() < 0.4 else str(number)
        yield self._place(canvas, padded, font, 0)
        yield from self._code(canvas, font)

    def _code(self, canvas: Canvas, font: int) -> Iterator[Sequence[int]]:
        """``/2010`` now and then, and the printed symbol."""
        rng = self._rng
        if rng.random() < 0.08:
            year = str(rng.integers(1990, 2027))
            canvas.write(self._print(f"/{year}", font))
            yield (SLASH, *(IN_PRINT + int(figure) for figure in year))
        kind = f"{rng.choice(KINDS)}-" if rng.random() < 0.9 else ""
        symbol = kind + str(rng.choice(AGENCIES))
        if rng.random() < 0.5:  # the end of a line teaches nothing
            symbol = symbol[: rng.integers(1, 6)]
        dash = str(rng.choice(("-", "-", "- ", " - ")))
        slash = "/ " if rng.random() < 0.15 else "/"
        canvas.write(self._print(slash + symbol.replace("-", dash), font))
        yield (SLASH,)

    def _place(self, canvas: Canvas, figures: str, font: int, kept: int) -> Sequence[int]:
        """The figures in their place, the first ``kept`` in print; their classes."""
        rng = self._rng
        empty = (self._empty and not kept) or rng.random() < 0.01
        figures = "" if empty else figures
        kept = len(figures) if self._printed else min(kept, len(figures))
        if kept:
            canvas.space()
            canvas.write(self._print(figures[:kept], font))
        by_hand = [self._hands.digit(figure, rng) for figure in figures[kept:]]
        canvas.fill(by_hand, dotted=self._dotted and kept < 4, printed=kept > 0)
        starts = [IN_PRINT] * kept + [BY_HAND] * len(by_hand)
        return [start + int(figure) for start, figure in zip(starts, figures, strict=True)]

    def _print(self, letters: str, font: int) -> Cover:
        key = (letters, font)
        if key not in self._cache:
            self._cache[key] = text(letters, self._fonts[font], tight=False)
        return self._cache[key]


def composer(packages: Path, seed: int, held: bool = False) -> Composer:
    """Strips of writers to train on, or of those held back."""
    return Composer(Hands(packages, held), [FONTS / name for name in PRINT], seed)
