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
import PIL.Image
import PIL.ImageDraw
import pymupdf

from benchmarks.reading.prose import paragraph
from benchmarks.reading.score import wrong_characters
from ocr_service.domain.page import Line, TextSource
from ocr_service.pipeline import Keep, nowhere, read
from ocr_service.reading import legacy
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.image import Image
from ocr_service.reading.kept import encode

FIT_WORDS = 360  # on a page: dense office prose
PASSES = 5
FEW = 5  # pages, where each takes long
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
    with pymupdf.open(stream=source) as document:
        pages = int(document.page_count)
    pictured, eyes = with_pictures(source, FEW), engine()
    ways: dict[str, tuple[int, Callable[[], object]]] = {
        "pipeline.read: text judged, picture rendered": (pages, lambda: _through(source)),
        "the same, and the picture written as JPEG": (pages, lambda: _through(source, write)),
        "with a picture on each page: codes looked for, the picture read by the engine": (
            FEW,
            lambda: _through(pictured, eyes=eyes),
        ),
        "PyMuPDF alone: words": (pages, lambda: _words(source)),
        "pdfplumber alone: text": (FEW, lambda: _plumbed(source, FEW)),
    }
    found: list[dict[str, Any]] = [
        {"way": name, "pages": count, "per_second": round(count / seconds(way), 1)}
        for name, (count, way) in ways.items()
    ]
    edits, length = wrong_characters(" ".join(p.text for p in read(source, Nobody())), [text])
    found[0] |= {"cer": edits / length, "words_per_page": round(len(text.split()) / pages)}
    return found


def with_pictures(source: bytes, pages: int) -> bytes:
    """The first pages with a drawn stamp at the foot of each."""
    stamp = PIL.Image.new("RGB", (400, 160), "white")
    PIL.ImageDraw.Draw(stamp).ellipse((20, 10, 380, 150), outline=(200, 0, 0), width=6)
    out = io.BytesIO()
    stamp.save(out, "PNG")
    with pymupdf.open(stream=source) as document:
        document.select(range(pages))
        for page in document:
            page.insert_image((380, 760, 500, 808), stream=out.getvalue())
        return bytes(document.tobytes(garbage=3))


def write(image: Image) -> str:
    """What a worker does with the picture, less the disk."""
    return str(len(encode(image.kept, image.dpi)))


def _through(source: bytes, keep: Keep = nowhere, eyes: Engine | None = None) -> None:
    for page in read(source, eyes or Nobody(), keep):
        if page.text_source is not TextSource.TEXT_LAYER:
            raise SystemExit(f"page {page.number} was not read from its text")


def _words(source: bytes) -> None:
    with pymupdf.open(stream=source) as document:
        for page in document:
            page.get_text("words")


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
