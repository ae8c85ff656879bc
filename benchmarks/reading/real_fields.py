"""How far the fields of real scans are right, printed ones and those written by hand apart."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.scoring import Score
from ocr_service.exports.record_json import document_json
from ocr_service.pipeline import read, understand
from ocr_service.reading.engines import Engine
from ocr_service.schema.catalogue import Catalogue

Json = dict[str, Any]
SURE = 0.9


@dataclass
class Understood:
    """Scores of printed fields and of those written by hand; values given as sure, and wrong."""

    printed: Score = field(default_factory=Score)
    by_hand: Score = field(default_factory=Score)
    pages: int = 0
    seconds: float = 0.0
    sure: int = 0
    wrong_when_sure: int = 0

    def figures(self) -> Json:
        tally = self.printed.tally()
        hand = {name: (t.right, t.wrong, t.missing) for (_, name), t in self.by_hand.fields.items()}
        return {
            "pages": self.pages,
            "seconds_per_page": round(self.seconds / max(self.pages, 1), 3),
            "types_right": round(self.printed.type_accuracy, 4),
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
            "sure": self.sure,
            "wrong_when_sure": self.wrong_when_sure,
            "by_hand": hand,
        }


def measure_fields(
    folder: Path, eyes: Engine, catalogue: Catalogue, most: int | None
) -> Understood:
    """How far the fields of the first document of each file are right.

    A field that no truth names was not looked at by who wrote it, and is left out.
    """
    done = Understood()
    truths = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    judged = {name for truth in truths for name in truth["fields"]}
    for truth in truths[:most]:
        began = time.process_time()
        pages = list(read(folder / truth["file"], eyes))
        documents: list[Json] = [document_json(each) for each in understand(pages, catalogue)]
        done.seconds += time.process_time() - began
        done.pages += len(pages)
        if found := next(iter(documents), None):
            found["fields"] = [each for each in found["fields"] if each["name"] in judged]
        _score(done, truth, found)
    return done


def _score(done: Understood, truth: Json, found: Json | None) -> None:
    hand = set(truth.get("handwritten", ()))
    for score, by_hand in ((done.printed, False), (done.by_hand, True)):
        wanted = {n: v for n, v in truth["fields"].items() if (n in hand) is by_hand}
        given = [f for f in found["fields"] if (f["name"] in hand) is by_hand] if found else []
        part = {**found, "fields": given} if found else None
        score.add({**truth, "fields": wanted}, part, truth["file"])
    if found is None:
        return
    doubted = {each["field"] for each in found["doubts"]}
    mistakes = [*done.printed.mistakes, *done.by_hand.mistakes]
    wrong = {each.name for each in mistakes if each.paper == truth["file"]}
    for each in found["fields"]:
        sure = each["value"] is not None and each["confidence"] >= SURE
        if sure and each["name"] not in doubted:
            done.sure += 1
            done.wrong_when_sure += each["name"] in wrong
