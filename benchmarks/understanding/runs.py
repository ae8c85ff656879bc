"""One run over the papers of a seed under one damage: its score, and that of each type."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.scoring import Json, Score, pair
from benchmarks.understanding.pages import samples
from ocr_service.exports.record_json import document_json
from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue


@dataclass
class Run:
    """A run under one damage; the seconds are those of understanding alone."""

    damage: str
    score: Score = field(default_factory=Score)
    by_type: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    pages: int = 0
    seconds: float = 0.0

    def add(self, truth: Json, found: Sequence[Json], name: str) -> None:
        """Score one paper, alone in its file, for all and for its type."""
        [(wanted, best)] = pair([truth], found)
        for score in (self.score, self.by_type[str(truth["document_type"])]):
            score.add(wanted, best, name)


def run(seed: int, damage: str, counts: dict[str, int], known: Catalogue) -> Run:
    """Understand as many papers of each type as ``counts`` says, as they were read."""
    done = Run(damage)
    for kind, count in counts.items():
        for name, truth, pages in samples(seed, [kind], damage, count):
            began = time.process_time()
            found = [document_json(paper) for paper in understand(pages, known)]
            done.seconds += time.process_time() - began
            done.pages += len(pages)
            done.add(truth, found, name)
    return done


def mistakes(done: Run) -> Iterator[str]:
    """A line for every value that is not right."""
    for wrong in done.score.mistakes:
        found = f"{wrong.found!r} for {wrong.wanted!r} ({wrong.confidence})"
        yield f"  {done.damage} {wrong.paper} {wrong.name}: {found}"
