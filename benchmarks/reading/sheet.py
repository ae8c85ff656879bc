"""A blank sheet of A4 and what can be set on it; it remembers the text of every line."""

import re
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from benchmarks.reading.fonts import face

DPI = 300
A4 = (2480, 3508)
LEFT, RIGHT, TOP, BOTTOM = 300, 2300, 250, 3270  # pixels: where print may stand
LEADING = 1.36
Font = ImageFont.FreeTypeFont
Sides = tuple[float, float, float, float]  # left, top, right, bottom of the ink, in pixels


class Sheet:
    """Lines set from the top down; ``down`` is the baseline where the next may stand.

    ``parts`` grow with every line, in all orders that it may rightly be read in; ``lines`` holds
    the same text without any order. ``words``: where the ink of each word lies.
    """

    def __init__(self, family: str, points: int) -> None:
        self.canvas = Image.new("L", A4, 255)
        self.pen = ImageDraw.Draw(self.canvas)
        self.family, self.points = family, points
        self.down = TOP
        self.parts: list[tuple[str, ...]] = []
        self.lines: list[str] = []
        self.names: list[tuple[int, int]] = []
        self.words: list[tuple[str, Sides]] = []

    def font(self, larger: float = 0, bold: bool = False, italic: bool = False) -> Font:
        """The face of this sheet, so many points larger than its text."""
        return face(self.family, self.points + larger, DPI, bold, italic)

    @property
    def step(self) -> int:
        """From baseline to baseline, in pixels."""
        return round(self.points * DPI / 72 * LEADING)

    @property
    def full(self) -> bool:
        return self.down > BOTTOM

    def put(self, text: str, across: float, font: Font, anchor: str = "ls") -> None:
        """Draw only; the caller tells ``said`` what can be read."""
        self.pen.text((round(across), self.down), text, 0, font, anchor)
        left = round(across) - (font.getlength(text) / 2 if anchor == "ms" else 0)
        for it in re.finditer(r"\S+", text):
            at = left + font.getlength(text[: it.start()]), self.down
            self.words.append((it[0], inked(it[0], at, font)))

    def said(self, *orders: str, lines: Sequence[str] = ()) -> None:
        """What now stands there: the text in each rightful order, and line by line."""
        self.parts.append(orders)
        self.lines += lines or [orders[0]]

    def line(self, text: str, across: float, font: Font, anchor: str = "ls") -> None:
        """One line that is all there is at this height."""
        self.put(text, across, font, anchor)
        self.said(text)
        self.down += self.step

    def beside(self, left: Sequence[tuple[str, Font]], right: Sequence[tuple[str, Font]]) -> None:
        """Two columns of lines, each line set in the middle of its column."""
        top = self.down
        for column, middle in ((left, 690), (right, 1730)):
            self.down = top
            for text, font in column:
                if text:
                    self.put(text, middle, font, "ms")
                self.down += self.step
        self.down = top + self.step * (max(len(left), len(right)) + 1)
        texts = [[text for text, _ in column if text] for column in (left, right)]
        by_row = [
            column[row][0]
            for row in range(max(len(left), len(right)))
            for column in (left, right)
            if row < len(column) and column[row][0]
        ]
        by_column = [*texts[0], *texts[1]]
        self.said(" ".join(by_column), " ".join(by_row), lines=by_column)

    def paragraph(self, text: str, left: int = LEFT, right: int = RIGHT, indent: int = 120) -> None:
        """Justified lines down to the foot of the sheet; what has no room is left unsaid."""
        font = self.font()
        lines = wrapped(text, font, right - left, indent)
        for number, line in enumerate(lines):
            if self.full:
                return
            across = left + (indent if number == 0 else 0)
            self._justified(line, across, right, font, last=number == len(lines) - 1)
            self.said(line)
            self.down += self.step
        self.down += self.step // 4

    def _justified(self, line: str, across: float, right: int, font: Font, last: bool) -> None:
        words = line.split()
        free = right - across - sum(map(font.getlength, words))
        gap = font.getlength(" ") if last else free / max(len(words) - 1, 1)
        for word in words:
            self.put(word, across, font)
            across += font.getlength(word) + gap


def inked(word: str, at: tuple[float, float], font: Font) -> Sides:
    """Where its ink lies, set from that point of the baseline on; a dash is but a dash high."""
    mask, (right, down) = font.getmask2(word, "L", anchor="ls")
    left, top, width, height = mask.getbbox()
    across, below = at[0] + right, at[1] + down
    return across + left, below + top, across + width, below + height


def wrapped(text: str, font: Font, width: float, indent: float = 0) -> list[str]:
    """The text in lines no wider than ``width`` pixels, the first indented."""
    lines: list[str] = []
    room = width - indent
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            room = width if lines else room
            lines.append(word)
    return lines
