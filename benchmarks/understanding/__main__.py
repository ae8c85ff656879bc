"""`python -m benchmarks.understanding`: types, fields and calibration on drawn papers as read."""

import argparse
import time

from benchmarks.papers import Run, lines, mistakes
from benchmarks.scoring import pair
from benchmarks.understanding.pages import samples
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
        [(wanted, best)] = pair([truth], found)
        done.score.add(wanted, best, name)
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--per-type", type=int, default=5)
    parser.add_argument("--types", nargs="+", default=list(DRAFTS), choices=list(DRAFTS))
    parser.add_argument("--damage", nargs="+", default=["scan"])
    parser.add_argument("--mistakes", action="store_true", help="name every value not right")
    chosen = parser.parse_args()
    known = load(Settings.from_environment().schemas_dir)
    for damage in chosen.damage:
        done = run(chosen.seed, damage, chosen.per_type, chosen.types, known)
        print("\n".join(lines(done, chosen.types)))
        if chosen.mistakes:
            print("\n".join(mistakes(done)))


if __name__ == "__main__":
    main()
