"""`make calibrate`: fits confidence on papers whose truth is known, and reports on it."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.calibration.fit import Fitted, fitted
from benchmarks.calibration.gather import Case, cases
from benchmarks.calibration.report import diagram, table
from benchmarks.understanding.pages import KEPT, Sample, kept, samples
from ocr_service import understanding
from ocr_service.config import Settings
from ocr_service.schema.catalogue import load
from samples.generator.papers import DRAFTS

NUMBERS = Path(understanding.__file__).with_name("calibration.json")
REPORT = Path(__file__).parent


def _drawn(seeds: Sequence[int], damages: Sequence[str], count: int) -> Iterator[Sample]:
    for seed in seeds:
        for damage in damages:
            for name, truth, pages in samples(seed, list(DRAFTS), damage, count):
                yield f"{seed}/{name.rsplit('-', 1)[0]}", truth, pages


def _as_kept(seeds: Sequence[int]) -> Iterator[Sample]:
    for seed in seeds:
        for name, truth, pages in kept(KEPT / f"{seed}"):
            yield f"{seed}/{name.rsplit('-', 1)[0]}", truth, pages


def numbers(fit: Fitted, about: dict[str, object]) -> str:
    """The file that ships: the numbers, and what they were fitted on."""
    told = {"fitted_on": about, "weights": fit.weights, "offset": fit.offset, "kinds": fit.kinds}
    return json.dumps({**told, "steps": fit.steps}, indent=1, ensure_ascii=False) + "\n"


def report(fit: Fitted, found: Sequence[Case], about: dict[str, object]) -> str:
    """The table by kind of value, on papers that the numbers were not fitted on."""
    kinds = np.array([case.kind for case in found])
    rows = [("all", fit.held_out, fit.right)]
    rows += [
        (kind, fit.held_out[kinds == kind], fit.right[kinds == kind]) for kind in np.unique(kinds)
    ]
    head = "# Calibration\n\nWritten by `make calibrate`: every figure is of papers held out.\n\n"
    return f"{head}{table(rows)}\n\nFitted on: {json.dumps(about, ensure_ascii=False)}\n"


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", nargs="+", type=int, default=[5101, 5102])
    parser.add_argument("--damage", nargs="+", default=["scan", "photo", "fax"])
    parser.add_argument("--per-type", type=int, default=6)
    parser.add_argument(
        "--kept", action="store_true", help="take whatever is kept of the seeds, draw nothing"
    )
    parser.add_argument("--reviewed", type=Path, help="folder of pages with truth, as kept")
    return parser


def papers(chosen: argparse.Namespace) -> Iterator[Sample]:
    if chosen.kept:
        yield from _as_kept(chosen.seeds)
    else:
        yield from _drawn(chosen.seeds, chosen.damage, chosen.per_type)
    if chosen.reviewed:
        yield from kept(chosen.reviewed)


def main() -> None:
    chosen = arguments().parse_args()
    found = list(cases(papers(chosen), load(Settings.from_environment().schemas_dir)))
    fit = fitted(found)
    about: dict[str, object] = {
        "seeds": chosen.seeds, "damage": chosen.damage,
        "papers": len({case.paper for case in found}), "values": len(found),
        "wrong": int((~fit.right).sum()), "reviewed": bool(chosen.reviewed),
    }  # fmt: skip
    NUMBERS.write_text(numbers(fit, about), "utf-8")
    (REPORT / "REPORT.md").write_text(report(fit, found, about), "utf-8")
    diagram(fit.held_out, fit.right, "papers held out", REPORT / "reliability.svg")
    print(report(fit, found, about))


if __name__ == "__main__":
    main()
