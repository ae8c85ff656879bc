"""Pages drawn, damaged and read twice; each place where the readers differ, with who was right."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from benchmarks.reading.bench import damaged_file
from benchmarks.reading.draw import Drawn, draw
from benchmarks.reading.printed import tight
from benchmarks.reading.score import plain
from ocr_service.domain.page import Line
from ocr_service.reading.cleaning import clean
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image
from ocr_service.reading.second import deserve
from ocr_service.reading.second.evidence import Evidence
from ocr_service.reading.second.look import LineReader, differences
from ocr_service.reading.second.strips import Stretch, cut, parted
from ocr_service.reading.split import split

ALIKE = 60  # of 100: a line less like anything on the page was not printed there
AROUND = 4  # signs beside what fits best that may belong to the line


@dataclass(frozen=True, slots=True)
class Look:
    """A place looked at twice. ``better``: how many edits nearer to the truth another reading is.

    ``rivals`` are the other readings, each with the edits it is better by; none where all read
    alike. ``risk``: the signs that led to the look.
    """

    kind: str
    risk: tuple[float, ...]
    rivals: tuple[tuple[Evidence, int], ...]
    better: int


def looks(
    kind: str, seed: int, first: Engine, second: LineReader, whole: bool = False
) -> Iterator[Look]:
    """The words of one page that are looked at again, in the strips that they are looked at in.

    ``whole``: every word instead, whether it deserves it or not, line by line: to learn from it
    which do.
    """
    page = draw(seed)
    file, _ = damaged_file(page, kind, seed)
    image = clean(next(iter(split(file))))
    lines = first.read(image)
    hard = deserve.hardness(lines)
    text = plain(" ".join(page.loose or (part[0] for part in page.parts)))
    for line, stretches in zip(lines, deserve.deserving(lines), strict=True):
        for stretch in [(0, len(line.words))] if whole else stretches:
            if truth := _truth(line, text):
                yield from _of(kind, line, stretch, hard, image, second, truth)


def _truth(line: Line, text: str) -> str:
    """What of the page's text the line was read from; "" if nothing like it stands there."""
    fit = fuzz.partial_ratio_alignment(plain(line.text), text)
    if fit is None or fit.score < ALIKE:
        return ""
    return text[max(0, fit.dest_start - AROUND) : fit.dest_end + AROUND]


def _of(
    kind: str,
    line: Line,
    stretch: Stretch,
    hard: float,
    image: Image,
    second: LineReader,
    truth: str,
) -> Iterator[Look]:
    texts = [word.text for word in line.words]
    for first, end in parted(line.words, stretch, image.ink.shape):
        steps = second.steps(cut(image.ink, line.words[first:end]))
        for pair, evidence in differences(line.words, (first, end), steps, second):
            start, stop = first + pair.words[0], first + pair.words[1]
            before, after = " ".join(texts[:start]), " ".join(texts[stop:])
            own = _off(before, pair.first, after, truth)
            rivals = tuple((one, own - _off(before, one.second, after, truth)) for one in evidence)
            for at in range(start, stop):
                risk = deserve.signs(line.words, at, hard)
                yield Look(kind, risk, rivals if at == start else (), _best(rivals))


def _best(rivals: tuple[tuple[Evidence, int], ...]) -> int:
    return max((better for _, better in rivals), default=0)


def _off(before: str, reading: str, after: str, truth: str) -> int:
    """Edits from the line with this reading to the truth."""
    whole = tight(" ".join(part for part in (before, reading, after) if part))
    fit = fuzz.partial_ratio_alignment(whole, truth)
    return Levenshtein.distance(whole, tight(truth[fit.dest_start : fit.dest_end] if fit else ""))


__all__ = ["Drawn", "Look", "looks"]
