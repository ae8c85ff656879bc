"""Finds the tokens that stand right of, left of or below a label."""

from collections.abc import Callable, Iterator
from itertools import dropwhile

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import FieldSpec, Position, Way
from ocr_service.schema.values import runs_on
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.phrases import Hit
from ocr_service.understanding.running import (
    column_below,
    piece_of,
    run_on,
    told_in,
    until_hit,
)
from ocr_service.understanding.sheet import Sheet, Token

Locator = Callable[[Layout, FieldSpec, Way], Iterator[Found]]
LOCATORS: dict[Position, Locator] = {}

_FEW_WORDS = 6
_SLASHES = "/⁄¿|\\"


def position(name: Position) -> Callable[[Locator], Locator]:
    """Register what finds values at a position."""

    def register(locator: Locator) -> Locator:
        LOCATORS[name] = locator
        return locator

    return register


def locate(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[Found]:
    """The places found, the likeliest first."""
    yield from LOCATORS[way.position](layout, spec, way)


@position(Position.RIGHT_OF)
def right_of(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[Found]:
    """What follows a label up to the next label, on further lines too where one is full."""
    for hit in layout.labels(spec, way):
        yield after_label(layout, hit, way, way.lines or runs_on(spec.kind))


def after_label(layout: Layout, hit: Hit, way: Way, most: int) -> Found:
    """What follows one label, on ``most`` lines at the most."""
    hit = _with_gloss(layout, hit, way)
    first = _without_gloss(_after(layout, hit))
    lines = [first] if told_in(first) else []
    lines += run_on(layout, hit, way, first, most - len(lines))
    return Found(tuple(lines), hit.sheet, hit.score, _room(layout.sheets[hit.sheet], hit))


@position(Position.LEFT_OF)
def left_of(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[Found]:
    """What stands before a label in its piece of the line."""
    for hit in layout.labels(spec, way):
        row = layout.sheets[hit.sheet].rows[hit.row]
        start, piece = piece_of(row, hit.start)
        before = piece.tokens[: hit.start - start]
        # A sentence before the label means that it is one of its words.
        named = any(layout.at(hit.sheet, hit.row, at) for at in range(start, hit.start))
        figures = any("/" in token.text for token in before)
        if told_in(before) and len(before) <= _FEW_WORDS and not named and not figures:
            yield Found((before,), hit.sheet, hit.score)


@position(Position.BELOW)
def below(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[Found]:
    """The lines under a label, in its column, up to the next label or a wide gap."""
    most = way.lines or runs_on(spec.kind)
    for hit in layout.labels(spec, way):
        lines = tuple(column_below(layout, hit, most))
        yield Found(lines, hit.sheet, hit.score, hit.box)


def _with_gloss(layout: Layout, hit: Hit, way: Way) -> Hit:
    """A label with its translation: another label of the field right after it."""
    row = layout.sheets[hit.sheet].rows[hit.row]
    for skip in (0, 1, 2):
        after = layout.at(hit.sheet, hit.row, hit.end + skip)
        if after and after.phrase in way.labels:
            return after
        if hit.end + skip >= len(row.tokens) or row.tokens[hit.end + skip].plain:
            break
    return hit


def _without_gloss(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without a translation too damaged to be met as a label: a slash, words, a colon.

    Where the colon is lost too, the translation ends at the first word that is not plain English.
    """
    if not tokens or tokens[0].text[:1] not in _SLASHES:
        return tokens
    colon = next((at for at, token in enumerate(tokens[:7]) if token.text == ":"), None)
    if colon is not None:
        return tokens[colon + 1 :]
    return tuple(dropwhile(lambda token: _plain_english(token.text), tokens)) or tokens


def _plain_english(text: str) -> bool:
    return text.isascii() and not any(map(str.isdigit, text))


def _after(layout: Layout, hit: Hit) -> tuple[Token, ...]:
    """The tokens after a label on its line: those of its piece, or else of the next piece."""
    row = layout.sheets[hit.sheet].rows[hit.row]
    start, piece = piece_of(row, hit.end - 1)
    end = start + len(piece.tokens)
    own = until_hit(layout, hit.sheet, hit.row, hit.end, end)
    stopped = hit.end + len(own) < end
    if told_in(own) or stopped or end >= len(row.tokens):
        return own
    _, following = piece_of(row, end)
    return until_hit(layout, hit.sheet, hit.row, end, end + len(following.tokens))


def _room(sheet: Sheet, hit: Hit) -> Box:
    """The empty place after a label, where a value could be written."""
    return Box(hit.box.right, hit.box.top, max(sheet.ink.right, hit.box.right), hit.box.bottom)
