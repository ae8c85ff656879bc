"""Round red stamps and strokes of a blue pen, as they lie over the signer's title."""

import unicodedata
from math import cos, pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.generator.fonts import SANS, font_file

Pixels = NDArray[np.uint8]
Ink = NDArray[np.uint8]  # height x width x 4, BGRA
Chance = np.random.Generator
RED = (205, 25, 40)
BLUES = ((30, 50, 150), (25, 40, 120), (45, 60, 170))


def _star(centre: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.4
        angle = corner * pi / 5 - pi / 2
        points.append((centre + reach * cos(angle), centre + reach * sin(angle)))
    return points


def _letters_round(plate: Image.Image, text: str, radius: float, span: float, upper: bool) -> None:
    """Set ``text`` along the rim: over the top, or readable along the bottom."""
    size = plate.width
    font = ImageFont.truetype(str(font_file(SANS, bold=True)), max(8, round(size * 0.078)))
    widths = [font.getlength(letter) for letter in text]
    step = min(span / max(sum(widths), 1), 1.12 / radius)
    angle = -sum(widths) * step / 2
    for letter, width in zip(text, widths, strict=True):
        angle += width * step / 2
        tile = Image.new("L", (round(size * 0.14),) * 2, 0)
        middle = tile.width / 2
        ImageDraw.Draw(tile).text((middle, middle), letter, fill=255, font=font, anchor="mm")
        tile = tile.rotate(
            -angle * 180 / pi if upper else angle * 180 / pi, Image.Resampling.BICUBIC
        )
        away = -radius if upper else radius
        left = size / 2 + radius * sin(angle) - middle
        top = size / 2 + away * cos(angle) - middle
        plate.paste(255, (round(left), round(top)), tile)
        angle += width * step / 2


def round_stamp(size: int, text: str, chance: Chance, foot: str = "") -> Ink:
    """A stamp ``size`` pixels wide: two rims, a star, ``text`` over the top, ``foot`` below."""
    big = size * 2
    plate = Image.new("L", (big, big), 0)
    pen = ImageDraw.Draw(plate)
    rim = max(2, big // 70)
    for inset, width in ((rim, rim), (3 * rim, rim // 2), (round(big * 0.17), rim // 2)):
        pen.ellipse((inset, inset, big - inset, big - inset), outline=255, width=max(1, width))
    pen.polygon(_star(big / 2, big * 0.11), fill=255)
    upper = unicodedata.normalize("NFC", text.upper())
    _letters_round(plate, upper, big * 0.395, 4.3, upper=True)
    if foot:
        _letters_round(plate, foot.upper(), big * 0.395, 1.6, upper=False)
    plate = plate.rotate(float(chance.uniform(-14, 14)), Image.Resampling.BICUBIC)
    cover = np.asarray(plate.resize((size, size), Image.Resampling.LANCZOS), np.float32)
    small = chance.uniform(0.55, 1.0, (12, 12)).astype(np.float32)
    cover = cover * cv2.resize(small, (size, size), interpolation=cv2.INTER_CUBIC).clip(0.4, 0.95)
    return _inked(cover, RED)


def _inked(cover: NDArray[np.float32], colour: tuple[int, int, int]) -> Ink:
    ink = np.zeros((*cover.shape, 4), np.uint8)
    ink[..., :3] = colour[::-1]
    ink[..., 3] = cover.clip(0, 255).astype(np.uint8)
    return ink


def signature(width: int, height: int, chance: Chance) -> Ink:
    """Strokes of a blue pen: one long loop with flourishes, no letters that can be read."""
    canvas = np.zeros((height * 2, width * 2), np.uint8)
    knots = int(chance.integers(5, 9))
    across = np.linspace(0.08, 0.85, knots) + chance.uniform(-0.06, 0.06, knots)
    down = np.where(np.arange(knots) % 2 == 0, 0.25, 0.75) + chance.uniform(-0.2, 0.2, knots)
    phase = np.linspace(0, knots - 1, 260)
    xs = np.interp(phase, np.arange(knots), across) + 0.05 * np.sin(phase * chance.uniform(3, 6))
    ys = np.interp(phase, np.arange(knots), down) + 0.10 * np.cos(phase * chance.uniform(2, 5))
    stroke = np.stack([xs * width * 2, ys.clip(0.05, 0.95) * height * 2], axis=-1).astype(np.int32)
    thick = max(3, height // 34)
    cv2.polylines(canvas, [stroke.reshape(-1, 1, 2)], False, 255, thick, cv2.LINE_AA)
    ends = (np.array([[0.1, 0.8], [0.95, 0.62]]) * (width * 2, height * 2)).astype(int)
    cv2.line(canvas, tuple(map(int, ends[0])), tuple(map(int, ends[1])), 230, thick, cv2.LINE_AA)
    cover = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    return _inked(cover * 0.9, BLUES[int(chance.integers(len(BLUES)))])


def pressed(page: Pixels, ink: Ink, middle: tuple[int, int]) -> Pixels:
    """The page with ``ink`` laid on it round ``middle`` (x, y); print shows through it."""
    height, width = ink.shape[:2]
    left, top = middle[0] - width // 2, middle[1] - height // 2
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + width, page.shape[1]), min(top + height, page.shape[0])
    if x0 >= x1 or y0 >= y1:
        return page
    part = ink[y0 - top : y1 - top, x0 - left : x1 - left].astype(np.float32)
    share = part[..., 3:] / 255
    out = page.copy()
    under = out[y0:y1, x0:x1].astype(np.float32)
    dyed = under * part[..., :3] / 255
    out[y0:y1, x0:x1] = (under * (1 - share) + dyed * share).astype(np.uint8)
    return out
