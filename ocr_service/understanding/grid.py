"""Tables as a person sees them: headings side by side, columns under them, rows between gaps."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import Column
from ocr_service.schema.letters import squash
from ocr_service.understanding.headings import LIKE, SPACE, Heading, close, headings, overlap
from ocr_service.understanding.sheet import Row, Sheet, Token

_DEEP = 4  # rows that headings may fill
_FAR = 4.5  # in text heights: no two rows of a table stand further apart
_NEAR, _WIDER = 1.4, 1.7  # nor further than this, or so many times the widest gap before
_BEGUN = 2  # cells, at least, of a row that goes on a table
_PAGE_NUMBER = 4  # letters at most
_STEPS = 96  # places tried for the edge between two columns
_SINGLE = ("date", "personal_id", "id_number", "number", "area", "identifier")  # one line a cell
_COUNTED = ("stt", "tt", "sott", "sothutu")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a sheet: rows ``first`` (its headings) to ``last`` (not included).

    ``headings`` stand left to right; ``edges`` lie between them, so there is one less.
    """

    first: int
    body: int
    last: int
    headings: tuple[Heading, ...]
    edges: tuple[float, ...]

    def place(self, token: Token) -> int:
        """The number of the heading that a word stands under."""
        return sum(token.box.middle[0] > edge for edge in self.edges)


Cells = dict[str, tuple[tuple[Token, ...], ...]]
"""The words of one row of a table by the names of its columns, line by line."""


def find_grid(sheet: Sheet, columns: Sequence[Column], ends: Container[int] = ()) -> Grid | None:
    """The table whose headings name the most of the columns, two at least.

    ``ends`` are rows that belong to no table, since a label opens them.
    """
    words = {squash(text.split()[0]) for column in columns for text in column.headed}
    best: tuple[tuple[float, int, int], tuple[Heading, ...]] | None = None
    for first, row in enumerate(sheet.rows):
        if first in ends or not any(token.plain in words for token in row.tokens):
            continue
        for deep in range(1, _DEEP + 1):
            if first + deep - 1 in ends:
                break
            named = headings(sheet, sheet.rows[first : first + deep], columns)
            alike = sum(heading.likeness for heading in named)
            # Of bands that name the same, the narrowest: a line above it is no heading.
            rank = round(alike, 3), first, -deep
            if alike >= 2 * LIKE and (best is None or rank > best[0]):
                best = rank, named
    if best is None:
        return None
    bottom = max(heading.box.bottom for heading in best[1] if heading.column)
    return _filled(sheet, best[0][1], bottom, best[1], ends)


def gone_on(grid: Grid, sheet: Sheet, after: Sheet, ends: Container[int] = ()) -> Grid | None:
    """The rows on the sheet ``after`` that go on a table which reached the end of its ``sheet``.

    Under the same headings, that the sheet does not repeat; None where the table ended before.
    """
    if not after.rows or not all(map(_is_page_number, sheet.rows[grid.last :])):
        return None
    first = int(_is_page_number(after.rows[0]))
    going = _filled(after, first, after.ink.top - after.em, grid.headings, ends)
    begun = [cell for row in after.rows[first : going.last][:1] for cell in _by_place(row, going)]
    told = any(_one_line(grid.headings[at]) and _figures(tokens) for at, tokens in begun)
    return going if told and len(begun) >= _BEGUN else None


def _is_page_number(row: Row) -> bool:
    return len(row.plain) <= _PAGE_NUMBER


def _filled(
    sheet: Sheet, first: int, bottom: float, headings: tuple[Heading, ...], ends: Container[int]
) -> Grid:
    """The grid with its rows: from under the headings to a wide gap or a line that runs across."""
    body = next(
        (at for at in range(first, len(sheet.rows)) if sheet.rows[at].box.middle[1] > bottom),
        len(sheet.rows),
    )
    rows: list[Row] = []
    upper, widest = bottom, 0.0
    for at, row in enumerate(sheet.rows[body:], body):
        gap = row.box.top - upper
        far = max(_NEAR * sheet.em, _WIDER * widest) if len(rows) > 1 else _FAR * sheet.em
        if at in ends or gap > far or _across(sheet, row, headings):
            break
        rows.append(row)
        upper, widest = max(upper, row.box.bottom), max(widest, gap)
    words = [token.box for row in rows for token in row.tokens]
    wide = sheet.em_across * SPACE
    edges = tuple(_edge(one.box, two.box, words, wide) for one, two in pairwise(headings))
    return Grid(first, body, body + len(rows), headings, edges)


def _across(sheet: Sheet, row: Row, headings: Sequence[Heading]) -> bool:
    """Whether words run on without a gap under three headings, as a sentence does."""
    for run in close([row], sheet.em_across * SPACE * 1.6):
        box = Box.around(token.box for token in run)
        under = [one for one in headings if overlap(one.box, box) > 0.5]
        if len(under) >= 3 and len(run) > 3:
            return True
    return False


def _edge(left: Box, right: Box, words: Sequence[Box], wide: float) -> float:
    """The place between two headings that the fewest words cross.

    The first gap as ``wide`` as one between columns counts: right of it text begins, while after
    short texts there is room too. Without any, the widest.
    """
    near, far = left.middle[0], right.middle[0]
    places = [near + (far - near) * step / _STEPS for step in range(1, _STEPS)]
    crossed = [sum(box.left < x < box.right for box in (*words, left, right)) for x in places]
    runs: list[list[float]] = [[]]
    for x, count in zip(places, crossed, strict=True):
        if count == min(crossed):
            runs[-1].append(x)
        elif runs[-1]:
            runs.append([])
    gaps = [run for run in runs if run]
    best = next((gap for gap in gaps if gap[-1] - gap[0] >= wide), max(gaps, key=len))
    return best[len(best) // 2]


def cells(sheet: Sheet, grid: Grid, columns: Sequence[Column]) -> Iterator[Cells]:
    """The rows of the table, each with its words by column."""
    lines = [
        (at, tokens)
        for row in sheet.rows[grid.body : grid.last]
        for at, tokens in _by_place(row, grid)
    ]
    bounds = _bounds(grid, lines, sheet.rows[grid.body : grid.last])
    for top, bottom in pairwise(bounds):
        held: Cells = {}
        for at, tokens in lines:
            heading = grid.headings[at]
            middle = tokens[0].box.middle[1]
            if heading.column in columns and heading.column and top <= middle < bottom:
                held[heading.column.name] = (*held.get(heading.column.name, ()), tokens)
        if held:
            yield held


def _by_place(row: Row, grid: Grid) -> Iterator[tuple[int, tuple[Token, ...]]]:
    for at in range(len(grid.headings)):
        tokens = tuple(token for token in row.tokens if grid.place(token) == at)
        if tokens:
            yield at, tokens


def _bounds(
    grid: Grid, lines: Sequence[tuple[int, tuple[Token, ...]]], rows: Sequence[Row]
) -> list[float]:
    """The heights that part the rows: between two anchors, where the widest gap is."""
    anchors = _anchors(grid, lines)
    parts = sorted({row.box.middle[1] for row in rows})
    found = [0.0]
    for one, two in pairwise(anchors):
        between = [one, *(part for part in parts if one < part < two), two]
        upper, lower = max(pairwise(between), key=lambda pair: pair[1] - pair[0] + pair[0] * 0.01)
        found.append((upper + lower) / 2)
    return [*found, 1.01]


def _anchors(grid: Grid, lines: Sequence[tuple[int, tuple[Token, ...]]]) -> list[float]:
    """The heights of the words in the column that has one line a row, as far as can be told."""
    best: list[float] = []
    for at, heading in enumerate(grid.headings):
        if _one_line(heading):
            held = [t[0].box.middle[1] for place, t in lines if place == at and _figures(t)]
            best = held if len(held) > len(best) else best
    if best:
        return sorted(best)
    first = next((at for at, one in enumerate(grid.headings) if one.column), 0)
    return sorted(tokens[0].box.middle[1] for at, tokens in lines if at == first)


def _one_line(heading: Heading) -> bool:
    """Whether cells under a heading have one line each, with figures on it."""
    counted = any(heading.plain.startswith(word) for word in _COUNTED)
    return counted or (heading.column is not None and heading.column.kind in _SINGLE)


def _figures(tokens: Iterable[Token]) -> bool:
    return any(letter.isdigit() for token in tokens for letter in token.text)
