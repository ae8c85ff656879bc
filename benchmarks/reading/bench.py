"""Draws pages, damages them, has every reader read them, each in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow

from benchmarks.reading.damages import KINDS, ONE_BIT, damaged
from benchmarks.reading.draw import Drawn, draw
from benchmarks.reading.printed import wrong_anywhere
from benchmarks.reading.readers import PEERS
from benchmarks.reading.score import wrong_characters, wrong_words
from samples.generator.damage import Damaged

FIRST_SEED = 500
READERS = ("ours", "tesseract", "ocrmypdf", "kreuzberg")
PEERS_PYTHON = Path(".venv-peers/bin/python")
BAD_PAGE = 0.05  # CER over which a page should be scanned again
NOT_INSTALLED = "not installed"


@dataclass
class Tally:
    """What one reader did on one kind of damage, added up over pages; ``note`` why it did not.

    ``pages_cer`` holds (CER, whether a problem was told) of each page.
    """

    reader: str
    kind: str
    pages: int = 0
    characters: int = 0
    wrong_characters: int = 0
    words: int = 0
    wrong_words: int = 0
    seconds: float = 0.0
    peak_mb: float = 0.0
    note: str = ""
    pages_cer: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def cer(self) -> float:
        return self.wrong_characters / max(self.characters, 1)

    @property
    def wer(self) -> float:
        return self.wrong_words / max(self.words, 1)

    def add(self, page: Drawn, answer: dict[str, Any]) -> None:
        wrong, characters, wrong_of_words, words = errors(answer["text"], page)
        self.pages += 1
        self.characters += characters
        self.wrong_characters += wrong
        self.words += words
        self.wrong_words += wrong_of_words
        self.seconds += answer["seconds"]
        self.peak_mb = max(self.peak_mb, answer["peak_mb"])
        self.pages_cer.append((wrong / max(characters, 1), bool(answer.get("problems"))))


def errors(text: str, page: Drawn) -> tuple[int, int, int, int]:
    """Wrong characters, characters, wrong words, words.

    A page of prose is judged in the nearest of its rightful orders. A page with a table or a
    form is judged by its lines, cells and fields in any order: readers go through such as they
    please.
    """
    if page.loose:
        return wrong_anywhere(text, page.loose)
    return (*wrong_characters(text, page.readings), *wrong_words(text, page.readings))


class Apart:
    """A reader that runs in a process of its own; ``note`` says why it cannot."""

    def __init__(self, reader: str, options: Sequence[str] = ()) -> None:
        python = PEERS_PYTHON if reader in PEERS else Path(sys.executable)
        self._process: subprocess.Popen[str] | None = None
        self.note = "" if python.exists() else NOT_INSTALLED
        if self.note:
            return
        self._process = subprocess.Popen(
            [str(python), "-m", "benchmarks.reading.apart", reader, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
        self.ask("")

    def ask(self, question: str) -> dict[str, Any]:
        """The answer to `PATH\\tDPI`; empty from a reader that ended, as ``note`` then says."""
        if self.note or self._process is None:
            return {}
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            return {}
        try:
            if question:
                asked.write(question + "\n")
                asked.flush()
            return dict(json.loads(answers.readline()))
        except (OSError, ValueError):
            self.note = "failed" if question else NOT_INSTALLED
            return {}

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()


def damaged_file(page: Drawn, kind: str, seed: int) -> tuple[bytes, int]:
    """The page after its damage as the file a scanner would send, and its dpi."""
    after = damaged(page, kind, seed)
    return file_of(after, kind), after.dpi


def file_of(after: Damaged, kind: str) -> bytes:
    """A damaged page as the file that a scanner would make of it."""
    out = BytesIO()
    picture = Pillow.fromarray(np.ascontiguousarray(after.pixels[..., ::-1]))
    if kind in ONE_BIT or kind == "clean":
        picture = picture.convert("1" if kind in ONE_BIT else "L")
        picture.save(out, "PNG", dpi=(after.dpi, after.dpi))
    else:
        picture.save(out, "JPEG", quality=92, dpi=(after.dpi, after.dpi))
    return out.getvalue()


def run(
    pages: int = 5,
    kinds: Sequence[str] = tuple(KINDS),
    seed: int = FIRST_SEED,
    readers: Sequence[str] = READERS,
    options: Sequence[str] = (),
) -> Iterator[Tally]:
    """A tally for each kind of damage and reader, on the same pages; ``options`` are for ours."""
    drawn = [draw(seed + number) for number in range(pages)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        started = {name: Apart(name, options if name == "ours" else ()) for name in readers}
        for reader in started.values():
            stack.callback(reader.close)
        for kind in kinds:
            tallies = {name: Tally(name, kind) for name in readers}
            for number, page in enumerate(drawn):
                file, dpi = damaged_file(page, kind, seed + number)
                path = folder / ("page.png" if file[:4] == b"\x89PNG" else "page.jpg")
                path.write_bytes(file)
                for name, reader in started.items():
                    if answer := reader.ask(f"{path}\t{dpi}"):
                        tallies[name].add(page, answer)
                    tallies[name].note = reader.note
            yield from tallies.values()


def figures(tally: Tally) -> dict[str, Any]:
    """One row of numbers, ready for JSON."""
    row = asdict(tally)
    del row["pages_cer"]
    bad = [told for cer, told in tally.pages_cer if cer > BAD_PAGE]
    good = [told for cer, told in tally.pages_cer if cer <= BAD_PAGE]
    return {
        **row,
        "cer": round(tally.cer, 5),
        "wer": round(tally.wer, 5),
        "peak_mb": round(tally.peak_mb),
        "seconds_per_page": round(tally.seconds / max(tally.pages, 1), 3),
        "bad_pages": len(bad),
        "bad_pages_told": sum(bad),
        "good_pages": len(good),
        "good_pages_told": sum(good),
    }
