"""Sections that open side by side are columns: each is read to its end before the next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_service.understanding.phrases import Hit, hits
from ocr_service.understanding.sheet import Piece, Row, Sheet, Token

_LEVEL = 0.9  # in text heights: labels further apart open sections one above the other
_GAP = 0.45  # in text heights: no column stands nearer to the one beside it
_ASLANT = 1.5  # in text heights: how far the edge of a column may wander


def unfolded(sheet: Sheet, sections: Iterable[Sequence[str]]) -> Sheet:
    """The sheet with the lines of its left column before those of its right one."""
    opened = _openings(sheet, sections)
    for pair in pairwise(opened):
        one, other = sorted(pair, key=lambda hit: hit.box.left)
        level = abs(one.box.middle[1] - other.box.middle[1]) < _LEVEL * sheet.em
        if level and one.box.right < other.box.left:
            first, below = min(one.row, other.row), max(one.row, other.row)
            ends = [hit.row for hit in opened if hit.row > below]
            return _parted(sheet, first, min(ends, default=len(sheet.rows)), other.box.left)
    return sheet


def _openings(sheet: Sheet, sections: Iterable[Sequence[str]]) -> list[Hit]:
    """The first mention of each section, in reading order."""
    found = []
    for labels in sections:
        if met := hits([sheet], labels):
            found.append(min(met, key=lambda hit: hit.order))
    return sorted(found, key=lambda hit: hit.order)


def _parted(sheet: Sheet, first: int, last: int, edge: float) -> Sheet:
    """The rows from ``first`` parted where the right column begins, as far down as they can be."""
    columns: tuple[list[Row], list[Row]] = ([], [])
    place = first
    for place in range(first, last):
        parts = _halves(sheet.rows[place], edge, sheet.em_across)
        if parts is None:
            break
        for column, pieces in zip(columns, parts, strict=True):
            if pieces:
                column.append(Row(pieces))
    else:
        place = last
    apart = (row for column in columns for row in _edged(column))
    return Sheet(sheet.page, (*sheet.rows[:first], *apart, *sheet.rows[place:]))


def _edged(column: Sequence[Row]) -> Iterator[Row]:
    """The rows of a column, which ends where the longest of them does."""
    edge = max((row.box.right for row in column), default=0.0)
    yield from (replace(row, edge=edge) for row in column)


def _halves(row: Row, edge: float, em: float) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """The pieces left and right of an edge; None where words run across it."""
    near = edge - _ASLANT * em
    count = sum(token.box.left < near and token.box.middle[0] < edge for token in row.tokens)
    left, right = row.tokens[:count], row.tokens[count:]
    if left and left[-1].box.right > edge:
        return None
    if left and right and right[0].box.left - left[-1].box.right < _GAP * em:
        return None
    return tuple(_pieces(row, left)), tuple(_pieces(row, right))


def _pieces(row: Row, tokens: Sequence[Token]) -> Iterator[Piece]:
    """The row's pieces, as much of them as ``tokens`` hold."""
    kept = {id(token) for token in tokens}
    for piece in row.pieces:
        own = tuple(token for token in piece.tokens if id(token) in kept)
        if own:
            yield Piece(own)
