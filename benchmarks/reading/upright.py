"""`python -m benchmarks.reading.upright`: how many pages fed any way round are set upright."""

import argparse
import json
import os
import random
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

from benchmarks.reading.bench import FIRST_SEED
from benchmarks.reading.damages import damaged
from benchmarks.reading.draw import draw
from ocr_service.reading.cleaning.paper import find_paper
from ocr_service.reading.cleaning.upright import lie_of
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.legible import legible
from samples.generator.damage import turned

KINDS = ("scan", "stamp-red", "skew", "fax", "copy", "faint", "holes", "borders", "photo",
         "photo-hard", "low", "low100")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--engine", default="tesserocr")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    eyes, chance, wrong = engine(chosen.engine), random.Random(chosen.seed), []
    for number in range(chosen.pages):
        seed, quarters = chosen.seed + number, chance.randrange(4)
        kind = KINDS[number % len(KINDS)]
        after = damaged(draw(seed), kind, seed)
        pixels, dpi = find_paper(turned(after.pixels, quarters), after.dpi)
        found = lie_of(pixels, dpi, legible(eyes, dpi)).turn
        if found != (360 - 90 * quarters) % 360:
            wrong.append({"seed": seed, "kind": kind, "quarters": quarters, "turned": found})
            print(wrong[-1], flush=True)
    right = 1 - len(wrong) / max(chosen.pages, 1)
    print(f"{right:.2%} of {chosen.pages} pages set upright")
    if chosen.json:
        figures = {"pages": chosen.pages, "right": right, "wrong": wrong}
        chosen.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
