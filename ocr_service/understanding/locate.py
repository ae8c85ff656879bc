"""Finds the tokens that stand right of, left of or below a label."""

from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import FieldSpec, Position, Region, Way
from ocr_service.schema.values import runs_on
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.phrases import Hit
from ocr_service.understanding.sheet import Piece, Row, Sheet, Token

Locator = Callable[[Layout, FieldSpec, Way], Iterator[Found]]
LOCATORS: dict[Position, Locator] = {}

_FEW_DOTS, _FEW_WORDS = 4, 6
_SLASHES = "/⁄¿|\\"
_STEP = 3.4  # in text heights: lines further apart do not belong together
_SLACK = 0.04  # of the page's width: a line this near the margin counts as full


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
    lines = [first] if _told(first) else []
    lines += _run_on(layout, hit, way, first, most - len(lines))
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
        if _told(before) and len(before) <= _FEW_WORDS and not named and not figures:
            yield Found((before,), hit.sheet, hit.score)


@position(Position.BELOW)
def below(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[Found]:
    """The lines under a label, in its column, up to the next label or a wide gap."""
    most = way.lines or runs_on(spec.kind)
    for hit in layout.labels(spec, way):
        lines = tuple(_column(layout, hit, most))
        yield Found(lines, hit.sheet, hit.score, hit.box)


def _told(tokens: Sequence[Token]) -> bool:
    return any(not token.leader for token in tokens)


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


def piece_of(row: Row, token: int) -> tuple[int, Piece]:
    """The piece that holds a token, and the place of its first token in the row."""
    start = 0
    for piece in row.pieces:
        if token < start + len(piece.tokens):
            return start, piece
        start += len(piece.tokens)
    raise IndexError(token)


def _after(layout: Layout, hit: Hit) -> tuple[Token, ...]:
    """The tokens after a label on its line: those of its piece, or else of the next piece."""
    row = layout.sheets[hit.sheet].rows[hit.row]
    start, piece = piece_of(row, hit.end - 1)
    end = start + len(piece.tokens)
    own = _until_hit(layout, hit.sheet, hit.row, hit.end, end)
    stopped = hit.end + len(own) < end
    if _told(own) or stopped or end >= len(row.tokens):
        return own
    _, following = piece_of(row, end)
    return _until_hit(layout, hit.sheet, hit.row, end, end + len(following.tokens))


def _until_hit(layout: Layout, sheet: int, row: int, start: int, end: int) -> tuple[Token, ...]:
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


def _run_on(
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
    for place in range(hit.row + 1, min(hit.row + 1 + max(most, 0), len(rows))):
        piece = _beneath(sheet, rows[place], upper, label_piece.box)
        edge = rows[hit.row].edge or (_edge(sheet, way, label_piece, piece) if piece else 0.0)
        if piece is None or not _full(edge, line, piece):
            return
        start = _start_of(rows[place], piece)
        line = _until_hit(layout, hit.sheet, place, start, start + len(piece.tokens))
        cut = len(line) < len(piece.tokens)
        # What is left before a label is the number of its row.
        if _told(line) and not (cut and not any(token.text.isalpha() for token in line)):
            yield line
        if cut:
            return
        upper = piece.box


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


def _column(layout: Layout, hit: Hit, most: int) -> Iterator[tuple[Token, ...]]:
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
        line = _until_hit(layout, hit.sheet, place, start, start + len(piece.tokens))
        if _told(line):
            yield line
            most -= 1
        if len(line) < len(piece.tokens) or most <= 0:
            return
        upper = piece.box


def _room(sheet: Sheet, hit: Hit) -> Box:
    """The empty place after a label, where a value could be written."""
    return Box(hit.box.right, hit.box.top, max(sheet.ink.right, hit.box.right), hit.box.bottom)
