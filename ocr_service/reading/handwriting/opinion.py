"""A second opinion on figures in doubt, from the recogniser of whole lines."""

import re
from collections.abc import Mapping, Sequence
from math import exp

import numpy as np

from ocr_service.reading.handwriting.figures import DAY, IN_PRINT, MONTH, NUMBER, SLASH, YEAR
from ocr_service.reading.handwriting.grammar import State, after, whole
from ocr_service.reading.handwriting.places import Kind, Place
from ocr_service.reading.handwriting.words import symbol
from ocr_service.reading.image import Image, Pixels
from ocr_service.reading.second.ctc import likeliest, likelihood
from ocr_service.reading.second.look import LineReader
from ocr_service.schema.letters import fold

ABOVE, BELOW = 0.78, 0.68  # in ems from the middle line: what the pen reaches
CLOSE = 0.8  # of that: what print reaches
MUCH = 5.0  # how much likelier, as a logarithm, a symbol is to be that takes the engine's place
BESIDE = 0.4
TRUST = 0.25  # how far its judgement counts, against that of the reader of figures
FEWEST = -30.0
NEW = 0.01  # what a reading that only the other reader has is worth before it is heard
_DATE = re.compile(r"ng.?y(.*?)th?.ng(.*?)n.m(.*)$")
_NUMBER = re.compile(r"^s?[o0o]? ?[:.]?(.*)/")
_LOOSE = re.compile(r"[^\w/|!\\(]")
_SHAPES = str.maketrans(
    {
        **{shape: figure for shape, figure in zip("oqdlizsbg", "090112569", strict=True)},
        **dict.fromkeys("/|!\\jt(", "1"),
    }
)

Shares = Mapping[str, float]
"""Figures and how likely they are."""

Parts = tuple[str, ...]


def strip(image: Image, place: Place, left: float, part: float = 1.0) -> Pixels:
    """The grey strip of a place from ``left`` on (a share of the width); red is left out of it.

    ``part``: of the height that the pen reaches.
    """
    high, wide = image.kept.shape[:2]
    em, middle = place.em * high * part, place.middle * high
    top, bottom = max(int(middle - ABOVE * em), 0), int(middle + BELOW * em) + 1
    beside = BESIDE * place.em * high
    first = max(int(left * wide - beside), 0)
    last = int(place.box.right * wide + beside) + 1
    return np.ascontiguousarray(image.kept[top:bottom, first:last, 2])


def weighed(
    kind: Kind, parts: Sequence[Shares], seen: Pixels, symbol: str, reader: LineReader
) -> list[dict[str, float]]:
    """The shares of each part after the other reader was heard; what it is not asked stays."""
    steps = reader.steps(seen)
    told = heard(kind, likeliest(steps, reader.letters).text)
    if len(told) == len(parts):
        parts = [
            {own: NEW, **shares} if own else shares for own, shares in zip(told, parts, strict=True)
        ]
    best = [max(shares, key=lambda figures: shares[figures]) for shares in parts]

    def told_of(at: int, figures: str) -> float:
        line = written(kind, [*best[:at], figures, *best[at + 1 :]], symbol)
        return likelihood(steps, line, reader.classes)

    return [
        _joined(shares, {figures: told_of(at, figures) for figures in shares if figures})
        for at, shares in enumerate(parts)
    ]


def printed(own: str, figures: str, seen: Pixels, reader: LineReader) -> str:
    """The printed symbol of a number: as the engine has it, or else much likelier."""
    steps = reader.steps(seen)
    other = symbol(likeliest(steps, reader.letters).text)
    if own and (other == own or other.count("-") != own.count("-")):
        return own
    told = [
        likelihood(steps, written(Kind.NUMBER, (figures,), each), reader.classes)
        for each in (own, other)
    ]
    return other if told[1] - told[0] > MUCH else own


def heard(kind: Kind, text: str) -> Parts:
    """The parts of a line as the other reader has them, letters like figures taken for them.

    Empty where the line cannot be told apart, or its figures cannot be.
    """
    found = (_DATE if kind is Kind.DATE else _NUMBER).search(fold(text))
    if not found:
        return ()
    parts = tuple(_LOOSE.sub("", part).translate(_SHAPES) for part in found.groups())
    state: State | None = State()
    row = (DAY, MONTH, YEAR) if kind is Kind.DATE else (NUMBER, SLASH)
    for class_, part in zip(row, (*parts, ""), strict=False):
        for each in (class_, *(IN_PRINT + int(figure) for figure in part if figure.isdecimal())):
            state = state and after(kind, state, each)
    return state.parts if state and whole(kind, state) else ()


def written(kind: Kind, parts: Sequence[str], symbol: str) -> str:
    """The line as it would be printed."""
    if kind is Kind.NUMBER:
        return f"Số: {'/'.join(part for part in parts if part)}/{symbol}"
    day, month, year = parts
    return f"ngày {day} tháng {month} năm {year}"


def _joined(shares: Shares, told: Mapping[str, float]) -> dict[str, float]:
    """Both opinions of what is written; whether anything is, the second reader is not asked."""
    if not told:
        return dict(shares)
    blank, most = shares.get("", 0.0), max(told.values())
    scores = {
        figures: shares[figures] * exp(TRUST * max(own - most, FEWEST))
        for figures, own in told.items()
    }
    scale = (1 - blank) / sum(scores.values())
    joined = {figures: score * scale for figures, score in scores.items()}
    return {"": blank, **joined} if blank else joined
