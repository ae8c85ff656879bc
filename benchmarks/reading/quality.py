"""`python -m benchmarks.reading.quality`: are the pages told of that must be scanned again?

Every damage of the reading benchmark and every way to spoil a page (`spoiled`), read as the service
reads. A page is bad when its CER exceeds 5 %. What was laid aside, covered or cut counts by the
text that is gone: so a page may rightly be told of although its CER is small.
"""

import argparse
import json
import os
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import numpy as np

from benchmarks.reading.bench import BAD_PAGE, damaged_file, errors, file_of
from benchmarks.reading.damages import KINDS
from benchmarks.reading.draw import Drawn, draw
from benchmarks.reading.readers import ours
from benchmarks.reading.spoiled import SPOILED

FIRST_SEED = 77_310


class Judged(NamedTuple):
    """One page: its damage, its CER (0..), and what the reader told of it."""

    kind: str
    seed: int
    cer: float
    problems: tuple[str, ...]

    @property
    def bad(self) -> bool:
        return self.cer > BAD_PAGE


def judged(pages: int, seed: int, kinds: list[str], engine: str) -> Iterator[Judged]:
    read = ours([engine])
    with tempfile.TemporaryDirectory() as folder:
        for number in range(seed, seed + pages):
            page = draw(number)
            for kind in kinds:
                path = Path(folder) / "page"
                path.write_bytes(_file(page, kind, number))
                text, more = read(str(path), 0)
                wrong, characters, _, _ = errors(text, page)
                problems = (*more["problems"], *["blank"] * (not text))
                yield Judged(kind, number, wrong / max(characters, 1), problems)


def _file(page: Drawn, kind: str, seed: int) -> bytes:
    if kind in KINDS:
        return damaged_file(page, kind, seed)[0]
    chance = np.random.default_rng((seed, zlib.crc32(kind.encode())))
    return file_of(SPOILED[kind](page, chance), kind)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    every = [*KINDS, *SPOILED]
    parser.add_argument("--kinds", nargs="+", default=every, choices=every)
    parser.add_argument("--engine", default="joined")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    pages = []
    for page in judged(chosen.pages, chosen.seed, chosen.kinds, chosen.engine):
        pages.append(page)
        sign = " " if page.bad == bool(page.problems) else "missed" if page.bad else "told"
        print(f"{page.kind:<14}{page.seed:>7}{page.cer * 100:>8.2f} {sign:<7}", *page.problems)
    found = {
        name: summary([page for page in pages if page.kind in kinds])
        for name, kinds in (("damaged", KINDS), ("spoiled", SPOILED))
    }
    print(json.dumps(found, indent=2))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


def summary(pages: list[Judged]) -> dict[str, Any]:
    """How many bad pages there are, and how many of them were told of; the same of good ones."""
    bad, good = ([page for page in pages if page.bad is so] for so in (True, False))
    told = [sum(bool(page.problems) for page in some) for some in (bad, good)]
    return {
        "bad": len(bad),
        "bad_told": told[0],
        "good": len(good),
        "good_told": told[1],
        "good_told_of": dict(Counter(page.kind for page in good if page.problems)),
    }


if __name__ == "__main__":
    main()
