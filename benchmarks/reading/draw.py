"""Draws dense A4 pages in the layout of office papers; the text of every line is known."""

import random
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.reading.prose import BANK, paragraph
from samples.generator.fonts import SERIF, font_file

DPI = 300
A4 = (2480, 3508)
LEFT, RIGHT, TOP, BOTTOM = 360, 2290, 250, 3270
LEADING = 1.32
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass
class Drawn:
    """A page and its text: the head's two columns apart, then the lines of the body."""

    pixels: NDArray[np.uint8]
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    @property
    def readings(self) -> tuple[str, ...]:
        """The text in each order that a reader may rightly choose: by columns, or by rows."""
        body = " ".join(self.body)
        rows = [row for pair in zip(self.left, self.right, strict=False) for row in pair]
        rows += self.left[len(self.right) :] + self.right[len(self.left) :]
        return tuple(" ".join([*head, body]) for head in ([*self.left, *self.right], rows))


def _font(points: float, bold: bool = False, italic: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(SERIF, bold, italic)), round(points * DPI / 72))


def draw(seed: int) -> Drawn:
    """One full page: every second one begins with the two-column head and a title."""
    chance = random.Random(seed)
    canvas = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(canvas)
    page = Drawn(np.zeros((1, 1, 3), np.uint8))
    down = _head(pen, page, chance) if seed % 2 == 0 else TOP
    points = chance.choice((12, 13, 13, 14))
    while down < BOTTOM - 300:
        down = _paragraph(pen, page, paragraph(chance), down, points)
    page.pixels = np.repeat(np.asarray(canvas)[..., None], 3, axis=2)
    return page


def _head(pen: ImageDraw.ImageDraw, page: Drawn, chance: random.Random) -> int:
    agency = chance.choice(BANK["agency"]).upper()
    number = f"Số: {chance.randint(10, 990)}/BC-{chance.choice(('VP', 'UBND', 'TTPVHCC'))}"
    day = f"ngày {chance.randint(10, 28)} tháng {chance.randint(10, 12)} năm 2025"
    page.left = [*_wrapped(agency, _font(12, bold=True), 800), number]
    page.right = [*MOTTO, f"Phú Hưng, {day}"]
    faces = [_font(12, bold=True), _font(13, bold=True), _font(13, italic=True)]
    for row, text in enumerate(page.left):
        last = row == len(page.left) - 1
        pen.text((720, TOP + row * 75), text, 0, _font(13) if last else faces[0], "ms")
    for row, (text, face) in enumerate(zip(page.right, faces, strict=True)):
        pen.text((1720, TOP + row * 75), text, 0, face, "ms")
    down = TOP + 75 * max(len(page.left), 3) + 60
    title = ("BÁO CÁO", f"Kết quả công tác {chance.choice(BANK['topic'])}")
    for text in title:
        pen.text((A4[0] // 2, down), text, 0, _font(14, bold=True), "ms")
        page.body.append(text)
        down += 85
    return down + 40


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, first: int = 0) -> list[str]:
    lines: list[str] = []
    room = width - first
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            room = width if lines else room
            lines.append(word)
    return lines


def _paragraph(pen: ImageDraw.ImageDraw, page: Drawn, text: str, down: int, points: int) -> int:
    """Justified lines, the first indented, from ``down`` on; returns where the next may start."""
    font = _font(points)
    step = round(points * DPI / 72 * LEADING)
    lines = _wrapped(text, font, RIGHT - LEFT, first=150)
    for number, line in enumerate(lines):
        if down > BOTTOM:
            break
        across = LEFT + (150 if number == 0 else 0)
        words = line.split()
        free = RIGHT - across - sum(font.getlength(word) for word in words)
        gap = free / max(len(words) - 1, 1) if number < len(lines) - 1 else font.getlength(" ")
        at = float(across)
        for word in words:
            pen.text((round(at), down), word, 0, font, "ls")
            at += font.getlength(word) + gap
        page.body.append(line)
        down += step
    return down + step // 4
