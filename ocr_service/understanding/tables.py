"""Reads the rows of a table, or of blocks of labels, each cell as the kind of its column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_service.domain.page import Box
from ocr_service.domain.record import Value
from ocr_service.schema.document_type import IN_ROWS, Column, FieldSpec, Position, Region, Way
from ocr_service.schema.values import Parsed, parse, runs_on
from ocr_service.understanding.grid import Cells, cells
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.locate import after_label
from ocr_service.understanding.phrases import Hit
from ocr_service.understanding.sheet import Token, join

_NUMBERED = re.compile(r"^[\W_]*\d{1,2}[.)]?\s+(?=[^\W\d])")  # of a row, strayed into its cell
_WORDED = ("name", "text", "place", "address")
Order = tuple[int, int, int]
_END: Order = (1_000_000, 0, 0)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as read: the value of each cell by column, and what they were read from."""

    values: tuple[dict[str, Value], ...]
    tokens: tuple[Token, ...]
    sure: float
    text: str
    sheet: int

    @property
    def holed(self) -> bool:
        """Whether a cell says nothing: it was more likely lost than left empty."""
        return any(cell is None for row in self.values for cell in row.values())

    @property
    def box(self) -> Box | None:
        told = [token.box for token in self.tokens if token.plain]
        return Box.around(told) if told else None


def rows_of(layout: Layout, spec: FieldSpec) -> Rows | None:
    """The rows of a table field as the first of its ways that finds some; None where none does."""
    for way in (way for way in spec.ways if way.position in IN_ROWS):
        finder = _in_table if way.position is Position.TABLE else _in_blocks
        found = [(sheet, row) for sheet, row in finder(layout, spec, way) if row]
        if rows := _read(found, spec.columns):
            return rows
    return None


def _read(found: Sequence[tuple[int, Cells]], columns: Sequence[Column]) -> Rows | None:
    values, tokens, sure, texts = [], [], 1.0, []
    for _, row in found:
        parsed = {column.name: _cell(row, column) for column in columns}
        if not any(one.value is not None for one in parsed.values()):
            continue
        values.append({name: one.value for name, one in parsed.items()})
        sure = min([sure, *(one.sure for one in parsed.values() if one.value is not None)])
        tokens += [token for lines in row.values() for line in lines for token in line]
        texts.append(" | ".join(_text(row.get(column.name, ())) for column in columns))
    if not values:
        return None
    return Rows(tuple(values), tuple(tokens), sure, "\n".join(texts), found[0][0])


def _cell(row: Cells, column: Column) -> Parsed:
    text = _text(row.get(column.name, ()))
    return parse(column.kind, _NUMBERED.sub("", text) if column.kind in _WORDED else text)


def _text(lines: Sequence[Sequence[Token]]) -> str:
    return " ".join(join(line) for line in lines)


def _in_table(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[tuple[int, Cells]]:
    """The rows under the headings, on every page that bears them; after a phrase if one is told."""
    for number, grid in layout.grids[spec.name]:
        if layout.introduced(way, number, grid):
            for row in cells(layout.sheets[number], grid, spec.columns):
                yield number, row


def _in_blocks(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[tuple[int, Cells]]:
    """A block for every mention of the first column's label, up to the next one."""
    after = min((hit.order for label in way.labels for hit in layout.named(label)), default=None)
    if way.labels and after is None:
        return
    opening = [hit for hit in _hits(layout, spec.columns[0]) if after is None or hit.order > after]
    ends = [*(hit.order for hit in opening[1:]), _END]
    for hit, end in zip(opening, ends, strict=True):
        row: Cells = {}
        for column in spec.columns:
            inside = [one for one in _hits(layout, column) if hit.order <= one.order < end]
            found = [_after(layout, one, column) for one in inside]
            if told := next((one for one in found if one.tokens), None):
                row[column.name] = told.lines
        yield hit.sheet, row


def _hits(layout: Layout, column: Column) -> list[Hit]:
    found = {hit.order: hit for label in column.headed for hit in layout.named(label)}
    return [found[order] for order in sorted(found)]


def _after(layout: Layout, hit: Hit, column: Column) -> Found:
    way = Way(Position.RIGHT_OF, column.headed, Region.ANYWHERE)
    return after_label(layout, hit, way, runs_on(column.kind))
