"""Runs the readers over drawn and damaged pages and counts."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from io import BytesIO

import numpy as np
from PIL import Image as Pillow

from benchmarks.reading.draw import Drawn, draw
from benchmarks.reading.readers import Reader, ours, plain_tesseract
from benchmarks.reading.score import wrong_characters, wrong_words
from samples.generator import damage

KINDS = ("clean", "scan", "stamped", "fax", "turned", "low", "photo")
FIRST_SEED = 500


@dataclass
class Tally:
    """What one reader did on one kind of damage, added up over pages."""

    reader: str
    kind: str
    pages: int = 0
    characters: int = 0
    wrong_characters: int = 0
    words: int = 0
    wrong_words: int = 0
    seconds: float = 0.0

    @property
    def cer(self) -> float:
        return self.wrong_characters / max(self.characters, 1)

    @property
    def wer(self) -> float:
        return self.wrong_words / max(self.words, 1)


def damaged_file(page: Drawn, kind: str, seed: int) -> tuple[bytes, int]:
    """The page after its damage as the file a scanner would send, and its dpi."""
    chance = np.random.default_rng(seed)
    pixels = page.pixels
    if kind in ("stamped", "turned"):
        pixels = damage.stamped(pixels, chance)
    preset = {"stamped": "scan"}.get(kind, kind)
    after = damage.damaged(pixels, preset, seed)
    out = BytesIO()
    picture = Pillow.fromarray(np.ascontiguousarray(after.pixels[..., ::-1]))
    if kind in ("fax", "clean"):
        picture = picture.convert("1" if kind == "fax" else "L")
        picture.save(out, "PNG", dpi=(after.dpi, after.dpi))
    else:
        picture.save(out, "JPEG", quality=92, dpi=(after.dpi, after.dpi))
    return out.getvalue(), after.dpi


def run(pages: int = 4, kinds: tuple[str, ...] = KINDS, seed: int = FIRST_SEED) -> Iterator[Tally]:
    """A tally for each reader and kind of damage, on the same pages."""
    readers: Mapping[str, Reader] = {"ours": ours(), "tesseract": plain_tesseract()}
    drawn = [draw(seed + number) for number in range(pages)]
    for kind in kinds:
        tallies = {name: Tally(name, kind) for name in readers}
        for number, page in enumerate(drawn):
            file, dpi = damaged_file(page, kind, seed + number)
            for name, reader in readers.items():
                _count(tallies[name], page, reader, file, dpi)
        yield from tallies.values()


def _count(tally: Tally, page: Drawn, reader: Reader, file: bytes, dpi: int) -> None:
    start = time.process_time()
    text = reader(file, dpi)
    tally.seconds += time.process_time() - start
    wrong, characters = wrong_characters(text, page.readings)
    tally.wrong_characters += wrong
    tally.characters += characters
    wrong, words = wrong_words(text, page.readings)
    tally.wrong_words += wrong
    tally.words += words
    tally.pages += 1


def figures(tally: Tally) -> dict[str, object]:
    """One row of numbers, ready for JSON."""
    return {
        **asdict(tally),
        "cer": round(tally.cer, 5),
        "wer": round(tally.wer, 5),
        "seconds_per_page": round(tally.seconds / max(tally.pages, 1), 3),
    }
