"""Turns cleaning steps off, to tell what each of them gains and costs.

`python -m benchmarks.reading.ablation` reads the same damaged pages with all steps and with each
left out, and prints by damage how the CER and the CPU seconds change.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import cv2

from ocr_service.reading import cleaning
from ocr_service.reading.cleaning.upright import Lie, lie_of


def _as_it_lies(pixels: Any, dpi: int) -> tuple[Any, int]:
    return pixels, dpi


def _grey(pixels: Any, *_: Any) -> Any:
    return cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels


def _same(ink: Any, *_: Any) -> Any:
    return ink


def _never_turned(pixels: Any, dpi: int, legible: Any = None) -> Lie:
    return lie_of(pixels, dpi, legible)._replace(turn=0)


def _never_straightened(pixels: Any, dpi: int, legible: Any = None) -> Lie:
    return lie_of(pixels, dpi, legible)._replace(skew=0.0)


def _never_unbent(pixels: Any, dpi: int, legible: Any = None) -> Lie:
    return lie_of(pixels, dpi, legible)._replace(bend=None)


# Each step: the name it has in ocr_service.reading.cleaning, and what stands in for it.
STEPS: dict[str, tuple[str, Callable[..., Any]]] = {
    "paper": ("find_paper", _as_it_lies),
    "upright": ("lie_of", _never_turned),
    "straighten": ("lie_of", _never_straightened),
    "unbend": ("lie_of", _never_unbent),
    "stamps": ("without_stamps", _grey),
    "flatten": ("flatten", _grey),
    "strengthen": ("strengthen", _same),
    "speckle": ("without_speckle", _same),
    "borders": ("without_borders", _same),
    "rules": ("without_rules", _same),
    "leaders": ("without_leaders", _same),
    "enlarge": ("enlarge", _same),
}


def leave_out(steps: Iterable[str]) -> None:
    """From now on, in this process, pages are cleaned without those steps; KeyError if unknown."""
    for step in steps:
        name, stand_in = STEPS[step]
        if not hasattr(cleaning, name):
            raise KeyError(f"cleaning has no step {name} any more")
        setattr(cleaning, name, stand_in)


def compared(
    kinds: Sequence[str], steps: Sequence[str], pages: int, seed: int, engine: str
) -> list[dict[str, Any]]:
    """A row a kind and step: CER and seconds with all steps, and without that one."""
    from benchmarks.reading.bench import figures, run

    def measured(*without: str) -> dict[str, dict[str, Any]]:
        done = run(pages, kinds, seed, ("ours",), (engine, *without))
        return {tally.kind: figures(tally) for tally in done}

    whole = measured()
    rows = []
    for step in steps:
        for kind, less in measured(step).items():
            cer, seconds = whole[kind]["cer"], whole[kind]["seconds_per_page"]
            row = {"step": step, "kind": kind, "cer": cer, "cer_without": less["cer"]}
            row |= {"seconds": seconds, "seconds_without": less["seconds_per_page"]}
            rows.append(row)
            print(
                f"{step:<11}{kind:<15} CER {cer:.2%} without {less['cer']:.2%}  "
                f"CPU {seconds:.2f} s without {less['seconds_per_page']:.2f} s",
                flush=True,
            )
    return rows


def main() -> None:
    from benchmarks.reading.bench import FIRST_SEED
    from benchmarks.reading.damages import KINDS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--steps", nargs="+", default=list(STEPS), choices=list(STEPS))
    parser.add_argument("--engine", default="tesserocr")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    rows = compared(chosen.kinds, chosen.steps, chosen.pages, chosen.seed, chosen.engine)
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
