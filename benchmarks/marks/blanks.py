"""Blank sheets and sheets that say hardly anything, scanned: how many are taken for the other."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from benchmarks.reading import wear
from benchmarks.reading.draw import DPI, draw
from ocr_service.reading.cleaning import clean
from ocr_service.reading.engines.tesseract import Tesserocr
from ocr_service.reading.image import Sheet
from ocr_service.reading.quality import judge
from samples.generator import damage
from samples.generator.damage import Chance, Damaged, Pixels
from samples.generator.fonts import SERIF, font_file
from samples.generator.stamps import pressed, round_stamp, signature

MM = DPI / 25.4
HEIGHT, WIDTH = round(297 * MM), round(210 * MM)
Side = Callable[[Chance], Pixels]


def empty(_: Chance) -> Pixels:
    return np.full((HEIGHT, WIDTH, 3), 255, np.uint8)


def showing(strength: float) -> Side:
    """An empty side through which the print of its back shines."""

    def side(chance: Chance) -> Pixels:
        back = draw(int(chance.integers(1, 10_000))).pixels
        return wear.shown_through(empty(chance), back, strength)

    return side


def text(chance: Chance, words: str, points: float, down: float, grey: int = 0) -> Pixels:
    canvas = Pillow.new("L", (WIDTH, HEIGHT), 255)
    font = ImageFont.truetype(str(font_file(SERIF, False)), round(points * DPI / 72))
    across = WIDTH * float(chance.choice([0.5, 0.85]))
    ImageDraw.Draw(canvas).text((across, HEIGHT * down), words, grey, font, anchor="mm")
    return np.repeat(np.asarray(canvas)[..., None], 3, axis=2).copy()


def number(chance: Chance) -> Pixels:
    words = str(chance.choice(["2", "- 3 -", "1", "17", "Trang 4", "7/8"]))
    return text(chance, words, float(chance.uniform(10, 13)), float(chance.choice([0.04, 0.95])))


def word(chance: Chance) -> Pixels:
    words = str(chance.choice(["Hết", "Trang này để trống", "./.", "Kính gửi", "x"]))
    return text(chance, words, 13, float(chance.uniform(0.1, 0.8)))


def pencil(chance: Chance) -> Pixels:
    return text(chance, str(chance.choice(["15", "đã nhận", "số 7"])), 20, 0.1, grey=150)


def faint_stamp(chance: Chance) -> Pixels:
    stamp = round_stamp(round(36 * MM), "ỦY BAN NHÂN DÂN", chance)
    stamp[..., 3] = (stamp[..., 3] * chance.uniform(0.3, 0.6)).astype(np.uint8)
    return pressed(empty(chance), stamp, (WIDTH // 2, round(HEIGHT * chance.uniform(0.2, 0.8))))


def signed(chance: Chance) -> Pixels:
    pen = signature(round(50 * MM), round(20 * MM), chance)
    return pressed(empty(chance), pen, (WIDTH // 2, HEIGHT // 2))


BLANK: dict[str, Side] = {
    "empty": empty,
    "punched": lambda chance: wear.punched(empty(chance), DPI, chance),
    "folded": lambda chance: wear.creased(empty(chance), 0.4, chance),
    "bordered": lambda chance: wear.bordered(empty(chance), DPI, chance),
    "yellowed": lambda chance: wear.yellowed(empty(chance), 0.8, chance),
    "shows through": showing(0.12),
    "shows through much": showing(0.28),
}
NEARLY: dict[str, Side] = {
    "number": number,
    "word": word,
    "pencil": pencil,
    "faint stamp": faint_stamp,
    "signature": signed,
    "number, shows through": lambda chance: wear.shown_through(
        number(chance), draw(int(chance.integers(1, 10_000))).pixels, 0.15
    ),
}


def scanned(kind: str, side: Pixels, chance: Chance) -> Damaged:
    if kind != "faint":
        return damage.PRESETS[kind](side, chance, DPI)
    out = damage.faded(damage.resampled(side, 200 / DPI), 150, 228, (0.98, 0.99, 1.0))
    return Damaged(damage.jpeg(damage.noisy(out, 3, chance), 75), 200)


def measured(seeds: Sequence[int], kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One row for each sort of side: how many sheets, how many of them taken for blank."""
    reader = Tesserocr()
    for sort, sides in (("blank", BLANK), ("nearly", NEARLY)):
        for name, side in sides.items():
            told = []
            for kind in kinds:
                for seed in seeds:
                    chance = np.random.default_rng((seed, len(name)))
                    after = scanned(kind, side(chance), chance)
                    image = clean(Sheet(1, after.pixels, after.dpi))
                    if judge(image, reader.read(image)).blank:
                        told.append(f"{kind}-{seed}")
            count = len(kinds) * len(seeds)
            yield {"sort": sort, "name": name, "sheets": count, "blank": len(told), "told": told}


def main() -> None:
    cv2.setNumThreads(1)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, help="sheets of each sort and damage")
    parser.add_argument("--seed", type=int, default=40)
    parser.add_argument("--kinds", nargs="+", default=["scan", "fax", "low", "turned", "faint"])
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    rows = []
    for row in measured(range(chosen.seed, chosen.seed + chosen.seeds), chosen.kinds):
        rows.append(row)
        wrong = row["blank"] if row["sort"] == "nearly" else row["sheets"] - row["blank"]
        print(f"{row['sort']:7} {row['name']:24} {row['sheets']:4} sheets, wrong: {wrong}")
    if chosen.json:
        chosen.json.write_text(json.dumps(rows), "utf-8")


if __name__ == "__main__":
    main()
