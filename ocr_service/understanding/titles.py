"""Lines that look like titles, and how well they fit the titles a document type may bear."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import Recognition
from ocr_service.schema.letters import capitals_share, squash
from ocr_service.understanding.sheet import Piece, Sheet

_DEEPEST = 0.62  # titles stand in the upper part of the written page
_ASIDE = 0.18  # of the page's width: nothing this far from the middle is a title
_LIKE = 0.78  # less like a title than this is another title
_LIKE_SHORT = 0.85  # for titles of few letters, which are like many words


@dataclass(frozen=True, slots=True)
class Title:
    """One to three lines that may be a title; ``presence`` (0..1) says how much they look it."""

    rows: tuple[int, ...]
    pieces: tuple[Piece, ...]
    presence: float

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def plain(self) -> str:
        return "".join(piece.plain for piece in self.pieces)

    @property
    def box(self) -> Box:
        return Box.around(piece.box for piece in self.pieces)


def titles(sheet: Sheet) -> list[Title]:
    """Single lines and runs of two or three that may be titles, from top to bottom."""
    singles = list(_singles(sheet))
    found = list(singles)
    for count in (2, 3):
        for at in range(len(singles) - count + 1):
            run = singles[at : at + count]
            if all(_follows(sheet, *pair) for pair in pairwise(run)):
                found.append(_joined(run))
    return sorted(found, key=lambda title: title.rows)


def _singles(sheet: Sheet) -> Iterator[Title]:
    for place, row in enumerate(sheet.rows):
        if (row.box.middle[1] - sheet.ink.top) / (sheet.ink.height or 1) > _DEEPEST:
            return
        for piece in row.pieces:
            presence = _presence(sheet, piece)
            aside = abs(piece.box.middle[0] - sheet.ink.middle[0]) > _ASIDE
            if len(piece.plain) >= 4 and presence > 0.5 and not aside:
                yield Title((place,), (piece,), presence)


def _presence(sheet: Sheet, piece: Piece) -> float:
    """Capitals, size and a place in the middle speak for a title."""
    capitals = min(capitals_share(piece.text) / 0.8, 1.0)
    size = min(max((piece.height / (sheet.em or 1) - 0.7) / 0.6, 0.0), 1.0)
    middle = (sheet.ink.left + sheet.ink.right) / 2
    centred = max(0.0, 1 - abs(piece.box.middle[0] - middle) / 0.25)
    return 0.6 * capitals + 0.25 * size + 0.15 * centred


def _follows(sheet: Sheet, upper: Title, lower: Title) -> bool:
    """Whether the lower line stands right under the upper, in its middle and of its size."""
    one, two = upper.box, lower.box
    near = two.middle[1] - one.middle[1] < 3.2 * max(upper.pieces[0].height, sheet.em)
    aligned = abs(one.middle[0] - two.middle[0]) < 0.08
    alike = 0.6 < upper.pieces[0].height / (lower.pieces[0].height or 1) < 1.7
    return lower.rows[0] == upper.rows[0] + 1 and near and aligned and alike


def _joined(run: list[Title]) -> Title:
    return Title(
        tuple(row for title in run for row in title.rows),
        tuple(piece for title in run for piece in title.pieces),
        sum(title.presence for title in run) / len(run),
    )


def fit(found: Iterable[Title], recognition: Recognition) -> tuple[float, Title | None]:
    """How well (0..1) the best of the lines is a title of the type, and which line it is."""
    best: tuple[float, Title | None] = (0.0, None)
    for title in found:
        likeness = likeness_of(title, recognition)
        # The first of two alike: “QUYẾT ĐỊNH” stands above the grounds and below them again.
        if likeness and likeness * title.presence > best[0] + (0.05 if best[0] else 0):
            best = (likeness * title.presence, title)
    return best


def likeness_of(title: Title, recognition: Recognition) -> float:
    """How like (0..1) the words are to a title of the type; 0 if they are another's title."""
    plain = title.plain
    whole = [_enough(known, _whole(squash(known), plain)) for known in recognition.titles]
    begun = [_enough(known, _begun(squash(known), plain)) for known in recognition.beginnings]
    best = max((*whole, *begun), default=0.0)
    other = max((_begun(squash(known), plain) for known in recognition.unless), default=0.0)
    return best if best > other else 0.0


def _enough(known: str, likeness: float) -> float:
    return likeness if likeness >= (_LIKE_SHORT if len(known) < 12 else _LIKE) else 0.0


def _whole(known: str, plain: str) -> float:
    """Likeness to a whole title; specks at either end of the line cost little."""
    ratio = fuzz.ratio(known, plain) / 100
    if len(known) < len(plain) < len(known) * 1.5 and len(known) > 8:
        return max(ratio, fuzz.partial_ratio(known, plain) / 100 * 0.93)
    return ratio


def _begun(known: str, plain: str) -> float:
    if len(plain) < len(known) * 0.9:
        return 0.0
    return max(fuzz.ratio(known, plain[: len(known) + more]) / 100 for more in (-1, 0, 1))
