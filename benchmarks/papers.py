"""`python -m benchmarks.papers`: draws papers, has them read and understood, prints the score."""

import argparse
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

from benchmarks.scoring import Json, Score, pair
from ocr_service.config import Settings
from ocr_service.domain.dossier import UNKNOWN
from ocr_service.exports.record_json import document_json
from ocr_service.pipeline import read, understand
from ocr_service.reading.engines.registry import engine
from ocr_service.schema.catalogue import load
from samples.generator.drawing import Drawn, draw
from samples.generator.papers import DRAFTS
from samples.generator.writing import scanned_pdf

BORN = "born"  # no damage at all: the PDF as the office printed it


@dataclass
class Run:
    """One run under one damage: its score, that of each type, and how long it took."""

    damage: str
    score: Score = field(default_factory=Score)
    by_type: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    pages: int = 0
    seconds: float = 0.0

    def add(self, truth: Json, found: list[Json], name: str) -> None:
        """Score one paper, alone in its file, for all and for its type."""
        [(wanted, best)] = pair([truth], found)
        for score in (self.score, self.by_type[str(truth["document_type"])]):
            score.add(wanted, best, name)


def run(seed: int, damage: str, count: int, types: list[str]) -> Run:
    """Draw ``count`` papers of each type, damage them, read and understand each as one file."""
    settings = Settings.from_environment()
    eyes, known = engine(settings.engine, settings.tessdata), load(settings.schemas_dir)
    done = Run(damage)
    with tempfile.TemporaryDirectory() as folder:
        for drawn, path in _files(seed, damage, count, types, Path(folder)):
            began = time.process_time()
            pages = list(read(path, eyes))
            found = [document_json(paper) for paper in understand(pages, known)]
            done.seconds += time.process_time() - began
            done.pages += len(pages)
            done.add(drawn.truth, found, drawn.name)
    return done


def _files(
    seed: int, damage: str, count: int, types: list[str], folder: Path
) -> Iterator[tuple[Drawn, Path]]:
    preset = "clean" if damage == BORN else damage
    for drawn in draw(seed, types, (preset,), count):
        path = folder / f"{drawn.name}.pdf"
        path.write_bytes(drawn.pdf if damage == BORN else scanned_pdf(drawn.pages))
        yield drawn, path


def lines(done: Run, types: list[str]) -> Iterator[str]:
    """The table of one run: a line for all papers, and one for each type."""
    score, each = done.score, done.seconds / max(done.pages, 1)
    yield (
        f"{done.damage}: {done.pages} pages, types right {score.type_accuracy:.1%}, "
        f"field F1 {score.tally().f1:.3f}, calibration error {score.calibration_error():.3f}, "
        f"wrong when sure {score.wrong_when_sure():.2%}, {each:.2f} s a page"
    )
    for kind in types:
        if kind != UNKNOWN:
            tally = score.tally(kind)
            yield (
                f"  {kind:<28} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
                f"  ({tally.right} right, {tally.wrong} wrong, {tally.missing} missing, "
                f"{tally.surplus} surplus)"
            )
    for (true, found), count in sorted(score.types.items()):
        if true != found:
            yield f"  {true} taken for {found}: {count}"


def mistakes(done: Run) -> Iterator[str]:
    """A line for every value that is not right."""
    for wrong in done.score.mistakes:
        found = f"{wrong.found!r} for {wrong.wanted!r} ({wrong.confidence})"
        yield f"  {wrong.paper} {wrong.name}: {found}"


def figures(done: Run) -> dict[str, object]:
    """The numbers of one run for RESULTS.md."""
    score, tally = done.score, done.score.tally()
    return {
        "damage": done.damage,
        "pages": done.pages,
        "type_accuracy": round(score.type_accuracy, 4),
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "f1_by_type": {
            kind: round(score.tally(kind).f1, 4) for kind in sorted({k for k, _ in score.fields})
        },
        "calibration_error": round(score.calibration_error(), 4),
        "wrong_when_sure": round(score.wrong_when_sure(), 4),
        "seconds_per_page": round(done.seconds / max(done.pages, 1), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--count", type=int, default=5, help="papers of each type")
    parser.add_argument("--types", nargs="+", default=list(DRAFTS), choices=list(DRAFTS))
    parser.add_argument("--damage", nargs="+", default=["scan"])
    parser.add_argument("--mistakes", action="store_true", help="name every value not right")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    rows = []
    for damage in chosen.damage:
        done = run(chosen.seed, damage, chosen.count, chosen.types)
        rows.append(figures(done))
        print("\n".join(lines(done, chosen.types)), flush=True)
        if chosen.mistakes:
            print("\n".join(mistakes(done)))
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
