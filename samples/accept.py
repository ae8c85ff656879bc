"""Reads the sample dossiers with the real engine and approves what comes of them.

Look at the diff of `*.record.json` before you commit it: an approved record is the specification.
Where a value differs from what the generator wrote on the paper, that is printed.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.scoring import Score, pair
from ocr_service.config import Settings
from ocr_service.domain.numbering import numbered_through
from ocr_service.domain.page import Page
from ocr_service.domain.page_json import page_to_json
from ocr_service.pipeline import read
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.registry import engine
from ocr_service.schema.catalogue import load
from ocr_service.wiring.workplace import limits_of
from samples.approved import PAGES, approve, dossiers, essence, letter
from samples.recorded import recorded, understood


def main(names: Sequence[str]) -> None:
    settings = Settings.from_environment()
    eyes, catalogue = engine(settings.engine, settings.tessdata), load(settings.schemas_dir)
    for folder in dossiers():
        if names and folder.name not in names:
            continue
        record(folder, numbered_through(pages_of(folder, eyes, settings)))
        # As the service does: from the pages as they were kept, not as they were in memory.
        found = understood(folder, recorded(folder), catalogue)
        approve(folder, essence(found))
        print(folder.name, found["status"])
        for wrong in mistakes(folder, found):
            print("   ", wrong)


def pages_of(folder: Path, eyes: Engine, settings: Settings) -> Iterator[Page]:
    for name in letter(folder)["files"]:
        for page in read(folder / name, eyes, limits=limits_of(settings)):
            yield replace(page, scan=name)


def record(folder: Path, pages: Sequence[Page]) -> None:
    rows = [json.dumps(page_to_json(page), ensure_ascii=False) for page in pages]
    (folder / PAGES).write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8")


def mistakes(folder: Path, found: dict[str, Any]) -> Iterator[str]:
    """Where the record says otherwise than the paper."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    score = Score()
    for paper, ours in pair(truth["documents"], found["documents"]):
        score.add(paper, ours, paper["document_type"])
    for wrong in score.mistakes:
        yield f"{wrong.paper}.{wrong.name}: {wrong.found!r}, on paper {wrong.wanted!r}"


if __name__ == "__main__":
    main(sys.argv[1:])
