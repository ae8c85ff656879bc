"""Tables as a person sees them: headings side by side, columns under them, rows between gaps."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import Column
from ocr_service.schema.letters import squash
from ocr_service.understanding.sheet import Row, Sheet, Token

_DEEP = 4  # rows that headings may fill
_SPACE = 0.55  # in text heights: words of two headings stand further apart
_LIKE = 80.0
_FAR = 4.5  # in text heights: no two rows of a table stand further apart
_STEPS = 24  # places tried for the edge between two columns
_COUNTED = ("stt", "tt", "sott", "sothutu")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of one heading, over one or more rows, and the column it names if any.

    ``likeness`` (0..100) is how like they are to what the column bears.
    """

    box: Box
    plain: str
    column: Column | None = None
    likeness: float = 0.0


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
    best: tuple[float, int, tuple[Heading, ...]] | None = None
    for first, row in enumerate(sheet.rows):
        if not any(token.plain in words for token in row.tokens):
            continue
        for deep in range(1, _DEEP + 1):
            headings = _headings(sheet, sheet.rows[first : first + deep], columns)
            alike = sum(heading.likeness for heading in headings)
            if alike >= 2 * _LIKE and (best is None or alike > best[0]):
                best = alike, first, headings
    if best is None:
        return None
    bottom = max(heading.box.bottom for heading in best[2] if heading.column)
    return _filled(sheet, best[1], bottom, best[2], ends)


def _headings(sheet: Sheet, rows: Sequence[Row], columns: Sequence[Column]) -> tuple[Heading, ...]:
    """Words joined where they stand close on a line, or one above the other."""
    groups: list[tuple[Box, list[Token]]] = []
    for piece in _close(rows, sheet.em_across * _SPACE):
        box = Box.around(token.box for token in piece)
        above = [group for group in groups if _overlap(group[0], box) > 0.3]
        tokens = [token for group in above for token in group[1]] + list(piece)
        groups = [group for group in groups if group not in above]
        groups.append((Box.around(token.box for token in tokens), tokens))
    groups.sort(key=lambda group: group[0].left)
    return _named([(box, "".join(t.plain for t in held)) for box, held in groups], columns)


def _close(rows: Sequence[Row], wide: float) -> Iterator[tuple[Token, ...]]:
    for row in rows:
        held: list[Token] = []
        for token in row.tokens:
            if held and token.box.left - held[-1].box.right > wide:
                yield tuple(held)
                held = []
            held.append(token)
        if held:
            yield tuple(held)


def _overlap(one: Box, other: Box) -> float:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared / (min(one.width, other.width) or 1)


def _named(groups: Sequence[tuple[Box, str]], columns: Sequence[Column]) -> tuple[Heading, ...]:
    """Each group with the column whose heading it is most like; a column has one heading."""
    scored = sorted(
        (
            (max(_likeness(squash(text), plain) for text in column.headed), at, column)
            for at, (_, plain) in enumerate(groups)
            for column in columns
        ),
        key=lambda scored: -scored[0],
    )
    taken: dict[int, tuple[Column, float]] = {}
    for likeness, at, column in scored:
        used = [column for column, _ in taken.values()]
        if likeness >= _LIKE and at not in taken and column not in used:
            taken[at] = column, likeness
    return tuple(
        Heading(box, plain, *taken.get(at, (None, 0.0))) for at, (box, plain) in enumerate(groups)
    )


def _likeness(known: str, plain: str) -> float:
    """A heading may say more in brackets after its words, never before them."""
    whole = fuzz.ratio(known, plain)
    begun = fuzz.ratio(known, plain[: len(known)]) * 0.97 if len(plain) > len(known) > 4 else 0.0
    return max(whole, begun)


def _filled(
    sheet: Sheet, first: int, bottom: float, headings: tuple[Heading, ...], ends: Container[int]
) -> Grid:
    """The grid with its rows: from under the headings to a wide gap or a line that runs across."""
    body = next(
        (at for at in range(first, len(sheet.rows)) if sheet.rows[at].box.middle[1] > bottom),
        len(sheet.rows),
    )
    rows, upper = [], bottom
    for at, row in enumerate(sheet.rows[body:], body):
        if at in ends or row.box.top - upper > _FAR * sheet.em or _across(sheet, row, headings):
            break
        rows.append(row)
        upper = max(upper, row.box.bottom)
    runs = [
        Box.around(token.box for token in run) for run in _close(rows, sheet.em_across * _SPACE)
    ]
    edges = tuple(_edge(one.box, two.box, runs) for one, two in pairwise(headings))
    return Grid(first, body, body + len(rows), headings, edges)


def _across(sheet: Sheet, row: Row, headings: Sequence[Heading]) -> bool:
    """Whether words run on without a gap under three headings, as a sentence does."""
    for run in _close([row], sheet.em_across * _SPACE * 1.6):
        box = Box.around(token.box for token in run)
        under = [one for one in headings if _overlap(one.box, box) > 0.5]
        if len(under) >= 3 and len(run) > 3:
            return True
    return False


def _edge(left: Box, right: Box, runs: Sequence[Box]) -> float:
    """The place between two headings that the fewest runs of words cross, in its middle."""
    near, far = left.middle[0], right.middle[0]
    places = [near + (far - near) * step / _STEPS for step in range(1, _STEPS)]
    crossed = [sum(box.left < x < box.right for box in (*runs, left, right)) for x in places]
    best: list[float] = []
    run: list[float] = []
    for x, count in zip(places, crossed, strict=True):
        run = [*run, x] if count == min(crossed) else []
        best = run if len(run) > len(best) else best
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
        counted = any(heading.plain.startswith(word) for word in _COUNTED)
        one_line = heading.column is not None and heading.column.kind in _SINGLE
        if counted or one_line:
            held = [t[0].box.middle[1] for place, t in lines if place == at and _figures(t)]
            best = held if len(held) > len(best) else best
    if best:
        return sorted(best)
    first = next((at for at, one in enumerate(grid.headings) if one.column), 0)
    return sorted(tokens[0].box.middle[1] for at, tokens in lines if at == first)


_SINGLE = ("date", "personal_id", "id_number", "number", "area", "identifier")


def _figures(tokens: Iterable[Token]) -> bool:
    return any(letter.isdigit() for token in tokens for letter in token.text)
