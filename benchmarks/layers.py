"""`python -m benchmarks.layers`: text layers read without OCR, how fast and how truly."""

import argparse
import io
import json
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import pdfplumber
import pymupdf

from benchmarks.reading.prose import paragraph
from benchmarks.reading.score import wrong_characters
from ocr_service.domain.page import Line, TextSource
from ocr_service.pipeline import Keep, nowhere, read
from ocr_service.reading import legacy
from ocr_service.reading.image import Image
from ocr_service.reading.kept import encode

FIT_WORDS = 360  # on a page: dense office prose
PASSES = 5
NAMES = {"TCVN3": ".VnTime", "VNI": "VNI-Times", "VISCII": "VI Times", "VPS": "VPS Times"}


class Nobody:
    """An engine that must never be asked."""

    name = "nobody"

    def read(self, image: Image) -> tuple[Line, ...]:
        raise AssertionError(f"page {image.number} was given to the engine")

    glance = read


def born_digital(pages: int, seed: int) -> tuple[bytes, str]:
    """A PDF of so many dense pages of prose that share their fonts, and its text."""
    chance = random.Random(seed)
    parts: list[str] = []
    while sum(len(part.split()) for part in parts) < FIT_WORDS * pages:
        parts.append(paragraph(chance))
    html = "".join(f"<p style='margin:5px 0'>{part}</p>" for part in parts)
    style = "font-family:serif;font-size:14px;line-height:1.4"
    story = pymupdf.Story(f"<div style='{style}'>{html}</div>")
    out = io.BytesIO()
    writer, more = pymupdf.DocumentWriter(out), 1
    while more:
        device = writer.begin_page(pymupdf.Rect(0, 0, 595, 842))
        more, _ = story.place(pymupdf.Rect(60, 50, 545, 800))
        story.draw(device)
        writer.end_page()
    writer.close()
    return out.getvalue(), " ".join(parts)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the best of some passes: other programs on the machine slow the rest."""
    taken = []
    for _ in range(PASSES):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def speed(pages: int, seed: int) -> list[dict[str, Any]]:
    """Pages a second of one core, by how much of the way is gone."""
    source, text = born_digital(pages, seed)
    pages = pymupdf.open(stream=source).page_count
    kept: list[bytes] = []

    def keep(image: Image) -> str:
        kept[:] = [encode(image.kept, image.dpi)]
        return "kept"

    def through(keeper: Keep) -> None:
        for page in read(source, Nobody(), keeper):
            assert page.text_source is TextSource.TEXT_LAYER  # noqa: S101

    ways: dict[str, Callable[[], object]] = {
        "pipeline.read: text, picture rendered, quality, marks": lambda: through(nowhere),
        "the same, and the picture written as JPEG": lambda: through(keep),
        "PyMuPDF get_text alone": lambda: [
            page.get_text("words") for page in pymupdf.open(stream=source)
        ],
        "pdfplumber extract_text alone": lambda: _plumbed(source, 5),
    }
    found = []
    for name, way in ways.items():
        count = 5 if "pdfplumber" in name else pages
        found.append({"way": name, "pages": count, "per_second": round(count / seconds(way), 1)})
    edits, length = wrong_characters(" ".join(p.text for p in read(source, Nobody())), [text])
    found[0] |= {"cer": edits / length, "words_per_page": round(len(text.split()) / pages)}
    return found


def _plumbed(source: bytes, pages: int) -> None:
    with pdfplumber.open(io.BytesIO(source)) as document:
        for page in document.pages[:pages]:
            page.extract_text()


def conversions(words: int, seed: int) -> list[dict[str, Any]]:
    """Words that come back wrong from each old encoding, with and without a telling font name."""
    chance = random.Random(seed)
    text: list[str] = []
    while len(text) < words:
        text += paragraph(chance).split()
    found = []
    for encoding in legacy.ENCODINGS:
        write = _writer(encoding)
        truth = [_writable(word, write) for word in text]
        old = ["".join(write.get(sign, sign) for sign in word) for word in truth]
        row: dict[str, Any] = {"encoding": encoding.name, "words": len(truth)}
        for key, font in (("named", NAMES[encoding.name]), ("unnamed", "F1")):
            row[key] = _wrong(truth, old, legacy.decoder(font, old[:FIT_WORDS]))
        found.append(row)
    plain = legacy.decoder(".VnTime", text[:FIT_WORDS]) or legacy.decoder("F1", text[:FIT_WORDS])
    wrong = _wrong(text, text, plain)
    found.append({"encoding": "Unicode", "words": len(text), "named": wrong, "unnamed": wrong})
    return found


def _wrong(truth: Iterable[str], old: Iterable[str], told: Callable[[str], str] | None) -> int:
    decode = told or str
    return sum(decode(word) != right for word, right in zip(old, truth, strict=True))


def _writer(encoding: legacy.Encoding) -> dict[str, str]:
    """How the encoding writes each letter, the way back of its decoding."""
    if encoding is legacy.VNI:
        signs: Iterable[str] = legacy.VNI_TABLE
    else:
        signs = [chr(byte) for byte in range(0x80, 0x100)]
    # Small marks after capitals are a second way to write them: the first, of capitals, counts.
    return {encoding.decode(sign): sign for sign in signs if encoding.decode(sign).isalpha()}


def _writable(word: str, write: dict[str, str]) -> str:
    """The word with capitals that the encoding lacks made small (TCVN3 had fonts of capitals)."""
    return "".join(
        sign if sign.isascii() or sign in write or not sign.isalpha() else sign.lower()
        for sign in word
    )


def written(found: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """The section of RESULTS.md."""
    whole = found["speed"][0]
    yield "## Text layers: born-digital pages read without OCR"
    yield ""
    yield (
        f"{whole['pages']} pages of {whole['words_per_page']} words, one core; "
        f"CER of what was read {whole['cer'] * 100:.3f} %."
    )
    yield ""
    yield "| way | pages a second |"
    yield "| --- | --- |"
    for row in found["speed"]:
        yield f"| {row['way']} | {row['per_second']} |"
    yield ""
    yield "Words that come back wrong, where the font's name tells the encoding and where not:"
    yield ""
    yield "| written in | words | name tells | name does not |"
    yield "| --- | --- | --- | --- |"
    for row in found["conversions"]:
        yield f"| {row['encoding']} | {row['words']} | {row['named']} | {row['unnamed']} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    found = {
        "speed": speed(chosen.pages, chosen.seed),
        "conversions": conversions(chosen.words, chosen.seed),
    }
    for row in (*found["speed"], *found["conversions"]):
        print(row)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
