"""Parts rows of words at the gutters between columns, and sets the columns in reading order.

An engine joins the agency at the left of a head with the motto at its right, since they stand at
one height. A gap is a gutter when rows nearby leave the same gap; but not when what follows begins
at one place in every row: those are values beside their labels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.leaders import is_leader

NARROWEST = 1.0  # in heights of a letter: the least gap between columns
LEADING = 2.0  # the least length of a dotted leader
ALONE = 4.0  # a gap that wide needs no other row that shares it
SHARED = 0.6  # how much of a gap rows must share
FAR = 3.5  # in heights: rows farther apart do not vouch for each other
REACH = 4  # rows looked at, up and down
ALIGNED, CENTRED = 0.8, 1.5
SLACK = 0.005  # of the page's width
MOTTO = re.compile(r"C[OÔỐỒỔỖỘỌ]NG\s?H[OÒÓỎÕỌ]")
"""How the motto of the state begins: its column may start left of where the agency ends below."""


@dataclass(frozen=True)
class Row:
    """A line with its box and gaps, worked out once; ``em`` is a letter's height, across."""

    line: Line
    box: Box
    gaps: tuple[tuple[float, float], ...]


def in_columns(lines: Sequence[Line], width: int, height: int) -> tuple[Line, ...]:
    """Lines parted at gutters, column after column; ``width`` and ``height`` in pixels.

    Dotted leaders tie a label to its value, and are left out once that is settled.
    """
    heights = [word.box.height for word in _told(lines)]
    if not heights:
        return ()
    em = median(heights)
    em_across = em * height / max(width, 1)
    told = _without_specks(lines, em_across * LEADING)
    rows = [_row(line, em_across * NARROWEST) for line in _rejoined(told)]
    gutters = [_gutter(rows, at, em, em_across) for at in range(len(rows))]
    return _renumbered(_ordered(rows, gutters, em))


def _told(lines: Sequence[Line]) -> list[Word]:
    return [word for line in lines for word in line.words if not is_leader(word.text)]


def _without_specks(lines: Sequence[Line], least: float) -> list[Line]:
    """Lines less the leaders that are too short to lead anywhere: dirt between columns."""
    kept = [
        Line(
            tuple(w for w in line.words if not is_leader(w.text) or w.box.width >= least),
            line.block,
        )
        for line in lines
    ]
    return [line for line in kept if line.words]


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Lines that follow each other at one height, left to right, made one again.

    An engine takes the values of a form for a column of their own, one block a value.
    """
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and line.box.left >= last.box.right and _level(last.box, line.box):
            joined[-1] = Line(last.words + line.words, last.block)
        else:
            joined.append(line)
    return joined


def _row(line: Line, narrowest: float) -> Row:
    pairs = zip(line.words, line.words[1:], strict=False)
    gaps = tuple(
        (before.box.right, after.box.left)
        for before, after in pairs
        if after.box.left - before.box.right >= narrowest
    )
    return Row(line, line.box, gaps)


def _gutter(
    rows: Sequence[Row], at: int, em: float, em_across: float
) -> tuple[float, float] | None:
    """The widest gap of a row that parts columns."""
    row = rows[at]
    for gap in sorted(row.gaps, key=lambda gap: gap[0] - gap[1]):
        left, right = _parted(row.line, gap)
        if MOTTO.match(right.text):
            return gap
        if _is_label(left):
            continue
        near = [rows[other] for other in _neighbours(rows, at, gap, em, em_across)]
        sharing = [
            _parted(other.line, same)[1] for other in near if (same := _same(other, gap, em_across))
        ]
        if sharing:
            if not _values([right, *sharing], em_across):
                return gap
        elif near and gap[1] - gap[0] >= ALONE * em_across:
            return gap
    return None


def _neighbours(
    rows: Sequence[Row], at: int, gap: tuple[float, float], em: float, em_across: float
) -> list[int]:
    """Rows above and below that leave the gap free, up to the first that does not."""
    found: list[int] = []
    for step in (-1, 1):
        last = rows[at]
        for other in range(at + step, at + step * (REACH + 1), step):
            if not 0 <= other < len(rows):
                break
            row = rows[other]
            apart = max(row.box.top - last.box.bottom, last.box.top - row.box.bottom)
            beyond = (row.box.top - last.box.top) * step <= 0
            if apart > FAR * em or beyond or not _free(row, gap, em_across):
                break
            found.append(other)
            last = row
    return found


def _free(row: Row, gap: tuple[float, float], em_across: float) -> bool:
    slack = SHARED * em_across
    one_sided = row.box.right <= gap[1] - slack or row.box.left >= gap[0] + slack
    return one_sided or _same(row, gap, em_across) is not None


def _same(row: Row, gap: tuple[float, float], em_across: float) -> tuple[float, float] | None:
    shared = SHARED * em_across
    return next((g for g in row.gaps if min(g[1], gap[1]) - max(g[0], gap[0]) >= shared), None)


def _parted(line: Line, gap: tuple[float, float]) -> tuple[Line, Line]:
    middle = (gap[0] + gap[1]) / 2
    left = tuple(word for word in line.words if word.box.middle[0] < middle)
    right = tuple(word for word in line.words if word.box.middle[0] >= middle)
    return Line(left, line.block), Line(right, line.block)


def _is_label(line: Line) -> bool:
    text = line.text.casefold()
    return text.endswith(":") and not text.replace(" ", "").startswith("nơinhận")


def _values(parts: Sequence[Line], em_across: float) -> bool:
    """Whether the right parts begin at one place but are not centred: a column of values."""
    lefts = [part.box.left for part in parts]
    middles = [part.box.middle[0] for part in parts]
    aligned = max(lefts) - min(lefts) < ALIGNED * em_across
    return aligned and max(middles) - min(middles) > CENTRED * em_across


def _ordered(
    rows: Sequence[Row], gutters: Sequence[tuple[float, float] | None], em: float
) -> list[tuple[object, Line]]:
    """Each line with a mark of the column it belongs to, column by column within a region."""
    out: list[tuple[object, Line]] = []
    at = 0
    while at < len(rows):
        gutter = gutters[at]
        if gutter is None:
            out.append((rows[at].line.block, rows[at].line))
            at += 1
            continue
        left: list[Line] = []
        right: list[Line] = []
        start = at
        while at < len(rows) and (gutter := _goes_on(rows, gutters, at, start, gutter, em)):
            one, other = _parted(rows[at].line, gutter)
            left += [one] if one.words else []
            right += [other] if other.words else []
            at += 1
        out += [((start, "left"), line) for line in left]
        out += [((start, "right"), line) for line in right]
    return out


def _goes_on(
    rows: Sequence[Row],
    gutters: Sequence[tuple[float, float] | None],
    at: int,
    start: int,
    gutter: tuple[float, float],
    em: float,
) -> tuple[float, float] | None:
    """The gutter as far as this row leaves it free; None when the region ends before the row."""
    row, own = rows[at], gutters[at]
    if at > start:
        last = rows[at - 1].box
        if row.box.top - last.bottom > FAR * em or row.box.bottom < last.top:
            return None
    if own:
        low, high = max(own[0], gutter[0]), min(own[1], gutter[1])
        return (low, high) if low < high else None
    # A title in the middle of the page begins within the gutter, left of the right column.
    on_the_left = row.box.right < (gutter[0] + gutter[1]) / 2
    return gutter if on_the_left or row.box.left > gutter[1] - SLACK else None


def _renumbered(marked: Sequence[tuple[object, Line]]) -> tuple[Line, ...]:
    lines: list[Line] = []
    block, before = -1, object()
    for mark, line in marked:
        if not (words := tuple(_told([line]))):
            continue
        if mark != before:
            block, before = block + 1, mark
        lines.append(Line(words, block))
    return tuple(lines)


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words at one height together, top to bottom, each row left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.middle[1]):
        home = next((row for row in reversed(rows[-3:]) if _level(row[-1].box, word.box)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    return [sorted(row, key=lambda word: word.box.left) for row in rows]


def _level(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.height, other.height)
