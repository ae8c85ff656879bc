"""How a value stands on its line and runs on over the lines beneath it."""

from collections.abc import Iterator, Sequence

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import Region, Way
from ocr_service.understanding.layout import Layout
from ocr_service.understanding.phrases import Hit
from ocr_service.understanding.sheet import Piece, Row, Sheet, Token

_FEW_DOTS = 4
_STEP = 3.4  # in text heights: lines further apart do not belong together
_SLACK = 0.04  # of the page's width: a line this near the margin counts as full


def told_in(tokens: Sequence[Token]) -> bool:
    return any(not token.leader for token in tokens)


def piece_of(row: Row, token: int) -> tuple[int, Piece]:
    """The piece that holds a token, and the place of its first token in the row."""
    start = 0
    for piece in row.pieces:
        if token < start + len(piece.tokens):
            return start, piece
        start += len(piece.tokens)
    raise IndexError(token)


def until_hit(layout: Layout, sheet: int, row: int, start: int, end: int) -> tuple[Token, ...]:
    tokens = layout.sheets[sheet].rows[row].tokens
    stop = next((place for place in range(start, end) if layout.at(sheet, row, place)), end)
    return _before_leader(tokens[start:stop])


def _before_leader(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Dots after a value fill its line; what OCR makes of them is no part of it."""
    told = False
    for place, token in enumerate(tokens):
        if told and token.leader and len(token.text) > _FEW_DOTS:
            return tokens[: place + 1]
        told = told or not token.leader
    return tokens


def run_on(
    layout: Layout, hit: Hit, way: Way, first: Sequence[Token], most: int
) -> Iterator[tuple[Token, ...]]:
    """Further lines of the value: each line before must be full, or the value still be missing."""
    sheet = layout.sheets[hit.sheet]
    rows, line = sheet.rows, tuple(first)
    label_piece = piece_of(rows[hit.row], hit.start)[1]
    if _stopped(layout, hit):
        return
    # In a ruled form the value fills a cell beside the label: it goes on under itself.
    upper = Box.around([label_piece.box, *(token.box for token in first if not token.leader)])
    for place in _beside_rubble(sheet, hit.row, upper, label_piece.box)[: max(most, 0)]:
        piece = _beneath(sheet, rows[place], upper, label_piece.box)
        edge = rows[hit.row].edge or (_edge(sheet, way, label_piece, piece) if piece else 0.0)
        if piece is None or not _full(edge, line, piece):
            return
        start = _start_of(rows[place], piece)
        line = until_hit(layout, hit.sheet, place, start, start + len(piece.tokens))
        cut = len(line) < len(piece.tokens)
        # What is left before a label is the number of its row.
        if told_in(line) and not (cut and not any(token.text.isalpha() for token in line)):
            yield line
        if cut:
            return
        upper = piece.box


def _beside_rubble(sheet: Sheet, row: int, upper: Box, label: Box) -> list[int]:
    """The rows beneath one, but for those with nothing in the column: codes read as such."""
    below = range(row + 1, len(sheet.rows))
    aside = [
        place
        for place in below[:2]
        if all(piece.box.left > max(upper.right, label.right) for piece in sheet.rows[place].pieces)
    ]
    return [place for place in below if place not in aside]


def _stopped(layout: Layout, hit: Hit) -> bool:
    """Whether another label follows the value on its own line."""
    row = layout.sheets[hit.sheet].rows[hit.row]
    return any(layout.at(hit.sheet, hit.row, place) for place in range(hit.end, len(row.tokens)))


def _start_of(row: Row, wanted: Piece) -> int:
    start = 0
    for piece in row.pieces:
        if piece is wanted:
            return start
        start += len(piece.tokens)
    raise ValueError("the piece is not of this row")


def _beneath(sheet: Sheet, row: Row, upper: Box, label: Box) -> Piece | None:
    """The piece of a row that goes on below ``upper`` in the column of its label."""
    for piece in row.pieces:
        apart = piece.box.middle[1] - upper.middle[1]
        overlaps = piece.box.left < upper.right and piece.box.right > label.left - sheet.em_across
        if overlaps and apart < _STEP * max(sheet.em, piece.height):
            return piece
    return None


def _edge(sheet: Sheet, way: Way, label: Piece, lower: Piece) -> float:
    """The right edge of the column: that of the page, or of the lines themselves in half of it."""
    if way.region in (Region.TOP_LEFT, Region.BOTTOM_LEFT):
        return max(label.box.right, lower.box.right)
    rights = sorted(row.box.right for row in sheet.rows)
    return rights[int(len(rights) * 0.9)] if rights else 1.0


def _full(edge: float, line: Sequence[Token], piece: Piece) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    told = [token for token in line if not token.leader]
    if not told:
        return True
    word = next((token for token in piece.tokens if not token.leader), None)
    if word is None:
        return False
    right = max(token.box.right for token in told)
    slack = _SLACK if word.text[:1].isupper() else 3 * _SLACK
    return right + word.box.width > edge - slack


def column_below(layout: Layout, hit: Hit, most: int) -> Iterator[tuple[Token, ...]]:
    sheet = layout.sheets[hit.sheet]
    upper = hit.box
    label = piece_of(sheet.rows[hit.row], hit.start)[1].box
    for place in range(hit.row + 1, len(sheet.rows)):
        row = sheet.rows[place]
        piece = _beneath(
            sheet,
            row,
            Box(label.left, upper.top, max(upper.right, label.right), upper.bottom),
            label,
        )
        if piece is None:
            if row.box.middle[1] - upper.middle[1] > _STEP * sheet.em:
                return
            continue
        start = _start_of(row, piece)
        line = until_hit(layout, hit.sheet, place, start, start + len(piece.tokens))
        if told_in(line):
            yield line
            most -= 1
        if len(line) < len(piece.tokens) or most <= 0:
            return
        upper = piece.box
