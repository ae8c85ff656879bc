"""`python -m benchmarks.reading.real DIR`: how well real scans are read and understood.

DIR holds `*.pdf`, `truth.jsonl` (a file's document type, its fields, and which are written by
hand) and `text/NAME.pN.txt`, the printed text of some pages, with `[[…]]` where somebody wrote by
hand. Print is judged line by line: each known line against the stretch of the read text that fits
it best, so that reading order does not matter and noise between lines costs nothing (see
`printed`). Head lines are those of the two heads, down to the line of place and date, and the
title in capitals beneath. Fields are those of the first document of a file.
"""

import argparse
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import pymupdf

from benchmarks.reading.printed import Match, error_rate, matches
from benchmarks.reading.readers import tesseract_text
from benchmarks.reading.real_fields import Understood, measure_fields
from ocr_service.config import Settings
from ocr_service.pipeline import read
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.split import split
from ocr_service.schema.catalogue import load

Json = dict[str, Any]
PageReader = Callable[[Path, int], str]
"""Reads one page (numbered from 1) of a file into text."""

DATE_LINE = re.compile(r"ngày.*tháng.*năm")
HEAD_AT_MOST, TITLE_WITHIN = 14, 6  # lines


@dataclass
class Print:
    """What one reader made of the known pages; ``head`` is part of ``lines``."""

    reader: str
    pages: int = 0
    seconds: float = 0.0
    lines: list[Match] = field(default_factory=list)
    head: list[Match] = field(default_factory=list)

    def figures(self) -> Json:
        return {
            "reader": self.reader,
            "pages": self.pages,
            "lines": len(self.lines),
            "cer": round(error_rate(self.lines), 5),
            "head_lines": len(self.head),
            "head_cer": round(error_rate(self.head), 5),
            "seconds_per_page": round(self.seconds / max(self.pages, 1), 3),
        }


def head_of(lines: Sequence[str]) -> int:
    """How many of a page's first lines are its heads and title."""
    dated = (at for at, line in enumerate(lines[:HEAD_AT_MOST]) if DATE_LINE.search(line))
    last = next(dated, None)
    if last is None:
        return 0
    titles = [
        at
        for at, line in enumerate(lines[last + 1 : last + 1 + TITLE_WITHIN], last + 1)
        if line.upper() == line and any(map(str.isalpha, line))
    ]
    return max([last, *titles]) + 1


def page_readers(eyes: Engine) -> Mapping[str, PageReader]:
    """Ours whole, plain Tesseract on the same picture, and the text layer left by the scanner."""

    def ours(path: Path, number: int) -> str:
        return " ".join(page.text for page in read(path, eyes, pages=[number]))

    def plain(path: Path, number: int) -> str:
        sheets = split(path, [number])
        return " ".join(tesseract_text(sheet.pixels, sheet.dpi) for sheet in sheets)

    def layer(path: Path, number: int) -> str:
        with pymupdf.open(path) as document:
            return str(document[number - 1].get_text())

    return {"ours": ours, "tesseract": plain, "text layer": layer}


def known_pages(folder: Path) -> list[tuple[Path, int, list[str]]]:
    """Each page whose text is known: its file, its number, its lines."""
    pages = []
    for text in sorted((folder / "text").glob("*.p*.txt")):
        name, _, number = text.name.removesuffix(".txt").rpartition(".p")
        lines = [line for line in text.read_text("utf-8").splitlines() if line.strip()]
        pages.append((folder / f"{name}.pdf", int(number), lines))
    return pages


def measure_print(folder: Path, eyes: Engine, most: int | None) -> Iterator[Print]:
    """One tally a reader over the pages whose text is known."""
    known = known_pages(folder)[:most]
    for name, reader in page_readers(eyes).items():
        done = Print(name)
        for path, number, lines in known:
            began = time.process_time()
            text = reader(path, number)
            done.seconds += time.process_time() - began
            found, head = matches(lines, text), lines[: head_of(lines)]
            done.lines += found
            done.head += [each for each in found if each.line in head]
            done.pages += 1
        yield done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default=Settings.from_environment().engine)
    parser.add_argument("--files", type=int, help="only the first of the files and known pages")
    parser.add_argument("--parts", nargs="+", default=["print", "fields"])
    parser.add_argument(
        "--mistakes", action="store_true", help="show each line and value not right"
    )
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    settings = Settings.from_environment()
    eyes = engine(chosen.engine, settings.tessdata)
    found: Json = {"engine": chosen.engine}
    if "print" in chosen.parts:
        prints = measure_print(chosen.folder, eyes, chosen.files)
        found["print"] = [shown_print(each, chosen.mistakes) for each in prints]
    if "fields" in chosen.parts:
        known = load(settings.schemas_dir)
        done = measure_fields(chosen.folder, eyes, known, chosen.files)
        found["fields"] = shown_fields(done, chosen.mistakes)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2, ensure_ascii=False), encoding="utf-8")


def shown_print(done: Print, mistakes: bool) -> Json:
    row = done.figures()
    print(
        f"{done.reader:<11} {row['pages']} pages  print {len(done.lines)} lines, "
        f"CER {row['cer']:.2%}  head {len(done.head)} lines, CER {row['head_cer']:.2%}  "
        f"{row['seconds_per_page']:.2f} s/page",
        flush=True,
    )
    for each in done.lines if mistakes else ():
        if each.edits:
            print(f"  {each.edits:>3}  {each.line}\n       {each.read}")
    return row


def shown_fields(done: Understood, mistakes: bool) -> Json:
    row = done.figures()
    print(
        f"fields in print: {row['pages']} pages, types right {row['types_right']:.1%}, "
        f"P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}, "
        f"{row['seconds_per_page']:.2f} s/page; given as sure {done.sure}, "
        f"of these wrong {done.wrong_when_sure}"
    )
    for name, (right, wrong, missing) in row["by_hand"].items():
        print(f"by hand: {name} right {right} of {right + wrong + missing}, wrong {wrong}")
    for each in [*done.printed.mistakes, *done.by_hand.mistakes] if mistakes else ():
        print(f"  {each.paper} {each.name}: {each.found!r} is {each.wanted!r} ({each.confidence})")
    return row


if __name__ == "__main__":
    main()
