"""`python -m benchmarks.typing`: fits the model of words on drawn papers, judges it on others."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.understanding.pages import samples
from ocr_service import understanding
from ocr_service.actions.learn import Reviewed, fit
from ocr_service.understanding.likeness import NAME, Lessons, features, save
from samples.generator.papers import DRAFTS

MODEL = Path(understanding.__file__).with_name(NAME)


def first_pages(seeds: Sequence[int], damages: Sequence[str], count: int) -> Iterator[Reviewed]:
    """The first page of each drawn paper, with its type."""
    for seed in seeds:
        for damage in damages:
            for _, truth, pages in samples(seed, list(DRAFTS), damage, count):
                if pages:
                    yield Reviewed(pages[0], truth["document_type"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", nargs="+", type=int, default=[5101])
    parser.add_argument("--judge", nargs="+", type=int, default=[5102])
    parser.add_argument("--damage", nargs="+", default=["scan", "photo", "fax"])
    parser.add_argument("--per-type", type=int, default=6)
    chosen = parser.parse_args()
    taught = list(first_pages(chosen.seeds, chosen.damage, chosen.per_type))
    lessons = Lessons([features(one.page) for one in taught], [t.document_type for t in taught])
    model = fit(lessons)
    save(MODEL, model, lessons)
    others = list(first_pages(chosen.judge, chosen.damage, chosen.per_type))
    right = sum(model.guess(one.page) == one.document_type for one in others)
    print(f"{len(taught)} pages learnt; of {len(others)} others right: {right / len(others):.1%}")


if __name__ == "__main__":
    main()
