"""One place read: seen in several ways, the ways joined, with the probability of each part."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr_service.reading.handwriting.decode import Prefix, readings, spots
from ocr_service.reading.handwriting.figures import IN_PRINT, NUMBER, STRIDE, FigureReader, digit
from ocr_service.reading.handwriting.places import Place
from ocr_service.reading.handwriting.strip import Strip, View, cut
from ocr_service.reading.image import Image

VIEWS = (View(1.0, 0.0), View(0.9, -1.5), View(1.1, 1.5))
FLOOR = 1e-3  # a reading that one way does not see is not ruled out by it

Parts = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The figures after a printed word: a day, a month, a year, a number ("" where it is blank).

    ``sure``: the probability that they are right; ``penned``: a hand wrote some of them.
    ``word`` and ``left``..``right``: where the word's and the figures' ink lies, in shares of the
    page's width (the figures' are equal where there are none).
    """

    figures: str
    sure: float
    penned: bool
    word: float
    left: float
    right: float


@dataclass(frozen=True)
class Reading:
    """The parts of a line, in their order, and the probability of the whole."""

    parts: tuple[Part, ...]
    sure: float


def read(image: Image, place: Place, figures: FigureReader) -> Reading | None:
    """What stands at a place; None when it is no number and no date after all."""
    strips = [cut(image, place, view) for view in VIEWS]
    steps = figures.steps([strip.planes for strip in strips])
    seen = [readings(each, place.kind) for each in steps]
    joined = together(seen)
    if not joined:
        return None
    best = max(joined, key=lambda parts: joined[parts])
    at = max(
        (at for at in range(len(seen)) if any(parts_of(row) == best for row in seen[at])),
        key=lambda at: -at,
    )
    prefix = max((row for row in seen[at] if parts_of(row) == best), key=lambda row: seen[at][row])
    return Reading(
        tuple(_parts(best, prefix, joined, strips[at], spots(steps[at], prefix))), joined[best]
    )


def parts_of(prefix: Prefix) -> Parts:
    """The figures after each word or slash of a reading, whoever wrote them."""
    parts: list[str] = []
    for class_ in prefix:
        if class_ >= NUMBER:
            parts.append("")
        else:
            parts[-1] += digit(class_)
    return tuple(parts)


def together(seen: Sequence[dict[Prefix, float]]) -> dict[Parts, float]:
    """What several ways saw, as figures only, with the probability of each; empty if nothing."""
    return _joined([_bare(each) for each in seen if each])


def _bare(seen: dict[Prefix, float]) -> dict[Parts, float]:
    """Readings as figures only, their shares of what was read as a whole line."""
    total = sum(seen.values())
    bare: dict[Parts, float] = {}
    for prefix, mass in seen.items():
        parts = parts_of(prefix)
        bare[parts] = bare.get(parts, 0.0) + mass / total
    return bare


def _joined(seen: Sequence[dict[Parts, float]]) -> dict[Parts, float]:
    """The readings of all ways: their geometric means, made to sum to 1."""
    scores: dict[Parts, float] = {}
    for parts in {parts for each in seen for parts in each}:
        score = 1.0
        for each in seen:
            score *= max(each.get(parts, 0.0), FLOOR) ** (1 / len(seen))
        scores[parts] = score
    total = sum(scores.values())
    return {parts: score / total for parts, score in scores.items()}


def _parts(
    best: Parts,
    prefix: Prefix,
    joined: dict[Parts, float],
    strip: Strip,
    runs: Sequence[tuple[int, int]],
) -> list[Part]:
    places = [
        (strip.left + first * STRIDE * strip.step, strip.left + (last + 1) * STRIDE * strip.step)
        for first, last in runs
    ]
    parts: list[Part] = []
    at = 0
    for number, written in enumerate(best):
        word = places[at][0]
        own = places[at + 1 : at + 1 + len(written)]
        classes = prefix[at + 1 : at + 1 + len(written)]
        sure = sum(p for parts, p in joined.items() if parts[number : number + 1] == (written,))
        penned = any(class_ < IN_PRINT for class_ in classes)
        left, right = (own[0][0], own[-1][1]) if own else (word, word)
        parts.append(Part(written, min(sure, 1.0), penned, word, left, right))
        at += 1 + len(written)
    return parts
