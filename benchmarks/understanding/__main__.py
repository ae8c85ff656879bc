"""`python -m benchmarks.understanding`: types, fields and calibration on drawn papers as read."""

import argparse
import json
import time
from pathlib import Path

from benchmarks.papers import Run, mistakes
from benchmarks.understanding.pages import samples
from benchmarks.understanding.table import figures, table, worst
from ocr_service.config import Settings
from ocr_service.exports.record_json import document_json
from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue, load
from samples.generator.papers import DRAFTS


def run(seed: int, damage: str, count: int, types: list[str], known: Catalogue) -> Run:
    """Understand every paper of the seed; the seconds are those of understanding alone."""
    done = Run(damage)
    for name, truth, pages in samples(seed, types, damage, count):
        began = time.process_time()
        found = [document_json(paper) for paper in understand(pages, known)]
        done.seconds += time.process_time() - began
        done.pages += len(pages)
        done.add(truth, found, name)
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--per-type", type=int, default=5)
    parser.add_argument("--types", nargs="+", default=list(DRAFTS), choices=list(DRAFTS))
    parser.add_argument("--damage", nargs="+", default=["scan"])
    parser.add_argument("--mistakes", action="store_true", help="name every value not right")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    known = load(Settings.from_environment().schemas_dir)
    runs = [
        run(chosen.seed, damage, chosen.per_type, chosen.types, known) for damage in chosen.damage
    ]
    print(table(runs, chosen.types))
    print(worst(runs))
    for done in runs if chosen.mistakes else ():
        print("\n".join(mistakes(done)))
    if chosen.json:
        chosen.json.write_text(json.dumps([figures(done) for done in runs], indent=1), "utf-8")


if __name__ == "__main__":
    main()
