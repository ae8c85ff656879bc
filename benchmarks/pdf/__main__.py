"""Draws pages, damages and reads them, and looks at what their searchable PDFs have come to."""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import cv2
import numpy as np
import pymupdf

from benchmarks.pdf.places import NotFitted, drawn_words, overlaps, words_of
from benchmarks.pdf.table import lines
from benchmarks.reading.damages import damaged
from benchmarks.reading.draw import Drawn, draw
from ocr_service.config import Settings
from ocr_service.domain.page import Page
from ocr_service.exports.pdf_about import About
from ocr_service.exports.searchable_pdf import Leaf, searchable_pdf
from ocr_service.pipeline import read
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.kept import encode
from samples.generator.damage import Damaged

FIRST_SEED = 900
KINDS = ("clean", "scan", "scan300", "skew", "stamped", "fax", "photo", "copy", "low")
ABOUT = About("a.b.01", "Giấy tờ", datetime(2026, 11, 26, tzinfo=UTC), hashes=("ab" * 32,))


@dataclass(frozen=True)
class Made:
    """A page as read, its kept picture, and the PDF of it alone."""

    page: Page
    picture: Path
    pdf: bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5, help="of each kind of damage")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS))
    parser.add_argument("--json", type=Path, help="write the rows there too")
    chosen = parser.parse_args()
    settings = Settings.from_environment()
    eyes = engine(settings.engine, settings.tessdata)
    seeds = range(chosen.seed, chosen.seed + chosen.pages)
    rows = list(measured(chosen.kinds, seeds, eyes))
    for line in lines(rows):
        print(line)
    if chosen.json:
        chosen.json.write_text(json.dumps(rows), "utf-8")


def measured(kinds: Sequence[str], seeds: Sequence[int], eyes: Engine) -> Iterator[dict[str, Any]]:
    """A row for each kind of damage; ``apart``: pages that nobody can say where they lie."""
    for kind in kinds:
        row: dict[str, Any] = {"kind": kind, "apart": 0, "shares": [], "copied": 0, "bytes": []}
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                drawn = draw(seed)
                made = put_together(damaged(drawn, kind, seed), eyes, Path(folder))
                row["copied"] += same_text(made)
                row["bytes"].append(len(made.pdf))
                try:
                    row["shares"] += shares_of(drawn, made)
                except NotFitted:
                    row["apart"] += 1
        yield row | {"pages": len(seeds)}


def put_together(damage: Damaged, eyes: Engine, folder: Path) -> Made:
    """The whole way from a scanned file to the PDF, as the service goes it."""
    scan, picture = folder / "scan.png", folder / "kept"
    scan.write_bytes(encode(damage.pixels, damage.dpi))
    keep = lambda image: str(picture.write_bytes(encode(image.kept, image.dpi)))  # noqa: E731
    (page,) = read(scan, eyes, keep)
    return Made(page, picture, b"".join(searchable_pdf([Leaf(page, picture)], ABOUT)))


def shares_of(drawn: Drawn, made: Made) -> list[float]:
    """Of each word of the PDF, how far its box is that of a drawn word; raises NotFitted."""
    kept = np.asarray(cv2.imread(str(made.picture), cv2.IMREAD_GRAYSCALE), np.uint8)
    with pymupdf.open(stream=made.pdf) as file:
        found = words_of(file[0], made.page.width, made.page.height)
    return overlaps([box for _, box in found], drawn_words(drawn, kept, found))


def same_text(made: Made) -> bool:
    """Whether what is copied out is the page's text: the same words, on the same lines."""
    with pymupdf.open(stream=made.pdf) as file:
        copied = file[0].get_text()
    return rows_of(copied) == rows_of(made.page.text)


def rows_of(text: str) -> list[str]:
    return [row for line in text.splitlines() if (row := " ".join(line.split()))]


if __name__ == "__main__":
    main()
