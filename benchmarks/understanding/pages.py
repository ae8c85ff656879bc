"""Drawn papers as read: kept under .cache, so that understanding can be tried again at once."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

from ocr_service.config import Settings
from ocr_service.domain.page import Page
from ocr_service.domain.page_json import page_from_json, page_to_json
from ocr_service.pipeline import read
from ocr_service.reading.engines.registry import engine
from samples.generator.drawing import Drawn, draw
from samples.generator.writing import scanned_pdf

KEPT = Path(".cache/understanding")
Sample = tuple[str, dict[str, Any], list[Page]]


def samples(seed: int, types: Iterable[str], damage: str, count: int) -> Iterator[Sample]:
    """Name, truth and pages of ``count`` papers of each type, drawn and read where not kept."""
    for kind in types:
        held = [KEPT / f"{seed}" / f"{kind}-{n}-{damage}.json" for n in range(count)]
        if not all(path.exists() for path in held):
            for path, drawn in zip(held, draw(seed, [kind], (damage,), count), strict=True):
                _keep(path, drawn)
        yield from map(_sample, held)


def kept(folder: Path) -> Iterator[Sample]:
    """All papers kept in a folder: pages as read, with the truth about them."""
    yield from map(_sample, sorted(folder.glob("*.json")))


def _sample(path: Path) -> Sample:
    shape = json.loads(path.read_text("utf-8"))
    return path.stem, shape["truth"], [page_from_json(page) for page in shape["pages"]]


def _keep(path: Path, drawn: Drawn) -> None:
    settings = Settings.from_environment()
    eyes = engine(settings.engine, settings.tessdata)
    pages = [page_to_json(page) for page in read(scanned_pdf(drawn.pages), eyes)]
    path.parent.mkdir(parents=True, exist_ok=True)
    shape = {"truth": drawn.truth, "pages": pages}
    path.write_text(json.dumps(shape, ensure_ascii=False), "utf-8")
