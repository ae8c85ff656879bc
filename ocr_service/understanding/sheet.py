"""A page as a person sees it: rows from top to bottom, and in each the pieces between wide gaps."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from ocr_service.domain.page import Box, Line, Page, Word
from ocr_service.schema.document_type import Region
from ocr_service.schema.letters import squash

# Colons (but not those of a clock) and dotted leaders stand for themselves.
_PIECES = re.compile(r"(?:(?<!\d):|:(?!\d))|…+|\.{3,}|_{2,}|(?:(?!…|\.{3}|__|(?<!\d):|:(?!\d)).)+")
_WIDE = 1.9  # in text heights: no space between words is as wide
_NARROW = 0.9  # pieces nearer than this are one
_LEADER = re.compile(r"^[.…_·,:;\-–' ]+$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark, with its letters folded for comparison."""

    text: str
    plain: str
    box: Box
    confidence: float
    handwritten: bool = False

    @property
    def leader(self) -> bool:
        """Whether it only leads the eye on (dots, a colon)."""
        return not self.plain and bool(_LEADER.match(self.text))


@dataclass(frozen=True)
class Piece:
    """Tokens with no wide gap between them."""

    tokens: tuple[Token, ...]

    @cached_property
    def box(self) -> Box:
        return Box.around(token.box for token in self.tokens)

    @cached_property
    def text(self) -> str:
        return join(self.tokens)

    @cached_property
    def plain(self) -> str:
        return "".join(token.plain for token in self.tokens)

    @cached_property
    def height(self) -> float:
        """The height of its text as share of the page's height; marks do not count."""
        tall = [token.box.height for token in self.tokens if token.plain]
        return median(tall) if tall else self.box.height


@dataclass(frozen=True)
class Row:
    """Pieces side by side, left to right; ``edge`` is where its column ends, 0 for the page's."""

    pieces: tuple[Piece, ...]
    edge: float = 0.0

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(token for piece in self.pieces for token in piece.tokens)

    @cached_property
    def box(self) -> Box:
        return Box.around(piece.box for piece in self.pieces)

    @cached_property
    def plain(self) -> str:
        return "".join(piece.plain for piece in self.pieces)


@dataclass(frozen=True)
class Sheet:
    """The rows of one page; all measures are shares of the page, as in its boxes."""

    page: Page
    rows: tuple[Row, ...]

    @cached_property
    def em(self) -> float:
        """The usual height of text, as share of the page's height."""
        heights = [t.box.height for row in self.rows for t in row.tokens if len(t.plain) > 1]
        return median(heights) if heights else 0.01

    @cached_property
    def em_across(self) -> float:
        """The same length as share of the page's width."""
        return self.em * self.page.height / max(self.page.width, 1)

    @cached_property
    def ink(self) -> Box:
        """The box around all text."""
        boxes = [row.box for row in self.rows]
        return Box.around(boxes) if boxes else Box(0, 0, 1, 1)

    def stands_in(self, box: Box, region: Region) -> bool:
        """Whether the middle of ``box`` lies in a region of the written part of the page."""
        across, down = box.middle
        x = (across - self.ink.left) / (self.ink.width or 1)
        y = (down - self.ink.top) / (self.ink.height or 1)
        name = region.value
        return not (
            ("top" in name and y > 0.4)
            or ("bottom" in name and y < 0.4)
            or ("left" in name and x > 0.5)
            or ("right" in name and x < 0.45)
        )


def join(tokens: Iterable[Token]) -> str:
    """The text of tokens, colons set close."""
    return " ".join(token.text for token in tokens).replace(" :", ":")


def sheet(page: Page) -> Sheet:
    """The page in rows and pieces, whatever lines and blocks the engine made of it."""
    lines = [tokens for line in page.lines if (tokens := _tokens(line))]
    heights = [token.box.height for tokens in lines for token in tokens if len(token.plain) > 1]
    across = (median(heights) if heights else 0.01) * page.height / max(page.width, 1)
    pieces = [piece for tokens in lines for piece in _split(tokens, across * _WIDE)]
    rows = (_merged(row, across * _NARROW) for row in _rows(pieces))
    return Sheet(page, tuple(Row(row) for row in rows))


def _tokens(line: Line) -> list[Token]:
    return [token for word in line.words for token in _cut(word)]


def _cut(word: Word) -> Iterable[Token]:
    """A word with its colons and leaders as tokens of their own; boxes by share of letters."""
    spans = [found.span() for found in _PIECES.finditer(word.text)]
    count = max(len(word.text), 1)
    for start, end in spans:
        text = word.text[start:end].strip()
        if not text:
            continue
        left = word.box.left + word.box.width * start / count
        right = word.box.left + word.box.width * end / count
        box = Box(left, word.box.top, right, word.box.bottom) if len(spans) > 1 else word.box
        yield Token(text, squash(text), box, word.confidence, word.handwritten)


def _split(tokens: Sequence[Token], wide: float) -> Iterable[Piece]:
    held = [tokens[0]]
    for token in tokens[1:]:
        if token.box.left - held[-1].box.right > wide:
            yield Piece(tuple(held))
            held = []
        held.append(token)
    yield Piece(tuple(held))


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces at one height together; a leaning page is followed from neighbour to neighbour."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box.middle[1]):
        home = next((row for row in reversed(rows[-4:]) if _level(row, piece)), None)
        if home is None:
            rows.append([piece])
        else:
            home.append(piece)
    rows.sort(key=lambda row: min(piece.box.middle[1] for piece in row))
    return [sorted(row, key=lambda piece: piece.box.left) for row in rows]


def _level(row: Sequence[Piece], piece: Piece) -> bool:
    """Whether the piece shares its height with the nearest piece of the row, and stands beside."""
    near = min(row, key=lambda other: abs(other.box.middle[0] - piece.box.middle[0]))
    shared = min(near.box.bottom, piece.box.bottom) - max(near.box.top, piece.box.top)
    beside = min(near.box.right, piece.box.right) - max(near.box.left, piece.box.left)
    lower = min(near.height, piece.height)
    return shared > 0.5 * lower and beside < 0.3 * min(near.box.width, piece.box.width)


def _merged(row: Sequence[Piece], narrow: float) -> tuple[Piece, ...]:
    merged = [row[0]]
    for piece in row[1:]:
        if piece.box.left - merged[-1].box.right < narrow:
            merged[-1] = Piece(merged[-1].tokens + piece.tokens)
        else:
            merged.append(piece)
    return tuple(merged)
