"""`python -m benchmarks.understanding`: types, fields and calibration on drawn papers as read."""

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks.calibration.report import diagram
from benchmarks.understanding.runs import Run, mistakes, run
from benchmarks.understanding.table import figures, table, worst
from ocr_service.config import Settings
from ocr_service.domain.dossier import UNKNOWN
from ocr_service.schema.catalogue import load
from ocr_service.understanding.places import load_tables
from samples.generator.drawing import FILLED_IN, PENNED
from samples.generator.papers import DRAFTS

DIAGRAM = Path(__file__).with_name("reliability.svg")


def counted(types: list[str], count: int, strangers: int) -> dict[str, int]:
    """How many papers of each type; more of those that no schema knows, if so many are asked."""
    return {kind: strangers if kind == UNKNOWN and strangers else count for kind in types}


def drawn_diagram(runs: list[Run]) -> None:
    """The reliability diagram of all damages together."""
    sureness = np.array([pair for done in runs for pair in done.score.sureness])
    names = ", ".join(done.damage for done in runs)
    diagram(sureness[:, 0], sureness[:, 1].astype(bool), names, DIAGRAM)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--per-type", type=int, default=5)
    parser.add_argument("--turned", type=int, default=0, help="papers of a type fed any way round")
    parser.add_argument("--penned", type=int, default=0, help="forms of a type filled in by pen")
    parser.add_argument("--strangers", type=int, default=0, help="papers that no schema knows")
    parser.add_argument("--types", nargs="+", default=list(DRAFTS), choices=list(DRAFTS))
    parser.add_argument("--damage", nargs="+", default=["scan"])
    parser.add_argument("--mistakes", action="store_true", help="name every value not right")
    parser.add_argument("--json", type=Path)
    return parser


def all_runs(chosen: argparse.Namespace) -> list[Run]:
    """A run for each damage, strangers in the first; papers fed any way round; forms by pen."""
    known = load(Settings.from_environment().schemas_dir)
    strangers = {chosen.damage[0]: chosen.strangers}
    runs = []
    for damage in chosen.damage:
        counts = counted(chosen.types, chosen.per_type, strangers.get(damage, 0))
        runs.append(run(chosen.seed, damage, counts, known))
    if chosen.turned:
        turned = {kind: chosen.turned for kind in chosen.types if kind != UNKNOWN}
        runs.append(run(chosen.seed, "turned", turned, known))
    if chosen.penned:
        by_pen = {kind: chosen.penned for kind in FILLED_IN if kind in chosen.types}
        runs.append(run(chosen.seed, PENNED, by_pen, known))
    return runs


def main() -> None:
    chosen = arguments().parse_args()
    load_tables()
    runs = all_runs(chosen)
    print(table(runs, chosen.types))
    print(worst(runs))
    for done in runs if chosen.mistakes else ():
        print("\n".join(mistakes(done)))
    if chosen.json:
        drawn_diagram(runs)
        told = {"table": table(runs, chosen.types), "worst": worst(runs)}
        chosen.json.write_text(json.dumps({**told, "runs": list(map(figures, runs))}), "utf-8")


if __name__ == "__main__":
    main()
