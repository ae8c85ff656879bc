"""One place read: seen in several ways, the ways joined, with the probability of each part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr_service.reading.handwriting.decode import Prefix, readings, spots
from ocr_service.reading.handwriting.figures import IN_PRINT, NUMBER, STRIDE, FigureReader, digit
from ocr_service.reading.handwriting.places import Place
from ocr_service.reading.handwriting.strip import Strip, View, cut
from ocr_service.reading.image import Image

VIEWS = (View(1.0, 0.0), View(0.9, -1.5), View(1.1, 1.5), View(1.2, -1.0), View(1.0, 2.5))
FLOOR = 1e-3  # a reading that one way does not see is not ruled out by it
LEAST = 2e-3  # what is less likely is no reading to speak of

Parts = tuple[str, ...]
Shares = dict[str, float]
"""Figures ("" where a place is blank) and how likely they are."""


@dataclass(frozen=True)
class Span:
    """Where a part's word and its figures stand, in shares of the page's width.

    ``word``: where the word is told; ``left`` and ``right`` are equal where there
    are no figures. ``penned``: a hand wrote some of them.
    """

    word: float
    left: float
    right: float
    penned: bool


@dataclass(frozen=True)
class Seen:
    """A line part by part: what its figures may be (day, month, year; number, perhaps year)."""

    shares: tuple[Shares, ...]
    spans: tuple[Span, ...]

    @property
    def parts(self) -> Parts:
        return tuple(max(shares, key=lambda figures: shares[figures]) for shares in self.shares)

    @property
    def sure(self) -> tuple[float, ...]:
        """How likely each part's likeliest figures are held."""
        return tuple(max(shares.values()) for shares in self.shares)


@dataclass(frozen=True)
class Reading:
    """The figures of a line, part by part, and the probability that each is right."""

    parts: Parts
    sure: tuple[float, ...]
    spans: tuple[Span, ...]
    symbol: str = ""

    @property
    def penned(self) -> bool:
        return any(span.penned for span in self.spans)


def read(image: Image, place: Place, figures: FigureReader) -> Seen | None:
    """What stands at a place; None when it is no number and no date after all."""
    strips = [cut(image, place, view) for view in VIEWS]
    steps = figures.steps([strip.planes for strip in strips])
    seen = [readings(each, place.kind) for each in steps]
    joined = together(seen)
    if not joined:
        return None
    best = max(joined, key=lambda parts: joined[parts])
    at, row = _seen_best(seen, best)
    spans = _spans(row, strips[at], spots(steps[at], row))
    return Seen(shares_of(joined, len(best)), spans)


def shares_of(joined: Mapping[Parts, float], count: int) -> tuple[Shares, ...]:
    """How likely each part's figures are, whatever the others say; readings of ``count`` parts."""
    shares: tuple[Shares, ...] = tuple({} for _ in range(count))
    for parts, share in joined.items():
        for own, written in zip(shares, parts, strict=False):
            own[written] = own.get(written, 0.0) + share
    return tuple(
        {written: min(share, 1.0) for written, share in own.items() if share > LEAST}
        for own in shares
    )


def _seen_best(seen: Sequence[dict[Prefix, float]], best: Parts) -> tuple[int, Prefix]:
    """The way that saw a reading most clearly, and the row of classes it saw."""
    rows = [(share, at, row) for at, each in enumerate(seen) for row, share in each.items()]
    _, at, row = max(found for found in rows if parts_of(found[2]) == best)
    return at, row


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


def _spans(row: Prefix, strip: Strip, runs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Where the parts of a row of classes stand on the page."""
    heads = [at for at, class_ in enumerate(row) if class_ >= NUMBER]
    spans: list[Span] = []
    for head, after in zip(heads, [*heads[1:], len(row)], strict=True):
        word = _across(strip, runs[head][0])
        left, right = word, word
        if after > head + 1:
            left, right = _across(strip, runs[head + 1][0]), _across(strip, runs[after - 1][1] + 1)
        penned = any(class_ < IN_PRINT for class_ in row[head + 1 : after])
        spans.append(Span(word, left, right, penned))
    return tuple(spans)


def _across(strip: Strip, step: int) -> float:
    return strip.left + step * STRIDE * strip.step
