"""Draws pages with codes and pages without, damages them, and counts what marks() finds."""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.marks.codes import KINDS, Coded, coded_page
from benchmarks.marks.table import codes_lines
from benchmarks.reading.damages import KINDS as DAMAGES
from benchmarks.reading.damages import damaged
from benchmarks.reading.draw import draw
from ocr_service.reading.cleaning import clean
from ocr_service.reading.image import Image, Sheet
from ocr_service.reading.marks import marks

ANY_ANGLE = "any angle"  # codes stuck on askew, up to 180 degrees
UNDER_STAMP = "under stamp"  # a red stamp of 36 mm over a part of every code
FIRST_SEED = 700


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5, help="of each kind of damage")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--kinds", nargs="+", default=[*DAMAGES, ANY_ANGLE, UNDER_STAMP])
    parser.add_argument("--json", type=Path, help="write the rows there too")
    chosen = parser.parse_args()
    rows = list(measured(chosen.kinds, range(chosen.seed, chosen.seed + chosen.pages)))
    for line in codes_lines(rows):
        print(line)
    if chosen.json:
        chosen.json.write_text(json.dumps(rows), "utf-8")


def measured(kinds: Sequence[str], seeds: Sequence[int]) -> Iterator[dict[str, Any]]:
    """One row for each kind of damage: shares found, false finds, CPU ms a page."""
    for kind in kinds:
        found: Counter[str] = Counter()
        false, with_codes, without = 0, 0.0, 0.0
        for seed in seeds:
            coded = page_for(kind, seed)
            image = scanned(coded, kind, seed)
            texts, seconds = looked(image)
            found.update(name for name, text in coded.codes.items() if text in texts)
            false += len(texts - set(coded.codes.values()))
            with_codes += seconds
            texts, seconds = looked(scanned(Coded(draw(seed), {}), kind, seed))
            false += len(texts)
            without += seconds
        count = len(seeds)
        yield {
            "kind": kind,
            "pages": count,
            "found": {code.name: found[code.name] / count for code in KINDS},
            "false": false,
            "ms_with_codes": 1000 * with_codes / count,
            "ms_without": 1000 * without / count,
        }


def page_for(kind: str, seed: int) -> Coded:
    if kind == ANY_ANGLE:
        return coded_page(seed, steepest=180)
    return coded_page(seed, under_stamp=kind == UNDER_STAMP)


def scanned(coded: Coded, kind: str, seed: int) -> Image:
    """The page after its damage, cleaned as the pipeline does (but that nobody reads it)."""
    after = damaged(coded.page, kind if kind in DAMAGES else "scan", seed)
    return clean(Sheet(1, after.pixels, after.dpi))


def looked(image: Image) -> tuple[set[str], float]:
    """The texts found, and the seconds of a core that it took."""
    begun = time.process_time()
    found = {mark.text for mark in marks(image)}
    return found, time.process_time() - begun


if __name__ == "__main__":
    main()
