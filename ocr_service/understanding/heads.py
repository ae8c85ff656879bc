"""Finds what an official layout tells: the names at the head, the title, the subject."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import FieldSpec, Part, Position, Region, Way
from ocr_service.schema.letters import capitals_share, squash, tidy
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.locate import position
from ocr_service.understanding.phrases import Hit, hits
from ocr_service.understanding.running import piece_of
from ocr_service.understanding.sheet import Piece, Sheet, Token, join
from ocr_service.understanding.titles import Title

_SAME = 85.0
_HEAD_ROWS = 8  # at most
_GAP = 2.6  # in text heights: a wider gap ends the lines under a title


@position(Position.HEAD)
def head(layout: Layout, _spec: FieldSpec, way: Way) -> Iterator[Found]:
    """The names stacked top left above the first of ``until``; labels are words that begin one.

    Decree 30/2020, appendix I: the agency above, then the issuing one, broken over lines.
    """
    sheet = layout.sheets[0]
    lines = _head_lines(layout, sheet, way)
    stacks = _stacks(lines, way.labels)
    if way.part is Part.FIRST and len(stacks) < 2:
        return
    if stacks:
        chosen = stacks[-1] if way.part is Part.LAST else [one for s in stacks[:-1] for one in s]
        yield Found(tuple(piece.tokens for piece in chosen), 0, 0.9)


def _head_lines(layout: Layout, sheet: Sheet, way: Way) -> list[Piece]:
    """Pieces of the left column above the number."""
    end = _head_end(layout, way)
    split = _column_edge(sheet, end)
    lines = []
    for place, row in enumerate(sheet.rows[:end]):
        for piece in row.pieces:
            inside = piece.box.right < split or piece.box.middle[0] < split - 0.1
            if inside and _legible(piece) and not layout.at(0, place, 0):
                lines.append(piece)
    return lines


def _legible(piece: Piece) -> bool:
    """Names at the head are in capitals; the rule beneath and the stamp leave rubble."""
    heard = sum(token.confidence for token in piece.tokens) / len(piece.tokens)
    return len(piece.plain) > 2 and capitals_share(piece.text) > 0.6 and heard > 0.4


def _head_end(layout: Layout, way: Way) -> int:
    """The row of the first phrase that ends the head, or of the title."""
    rows = [
        hit.row
        for label in way.until
        for hit in layout.named(label)
        if hit.sheet == 0 and layout.region(0, hit.box, Region.TOP_LEFT)
    ]
    if layout.title and layout.title[0] == 0:
        rows.append(layout.title[1].rows[0])
    return min(rows, default=0)


def _column_edge(sheet: Sheet, end: int) -> float:
    """Where the right column of the head begins; ``end`` is its last row."""
    middle = sheet.ink.left + 0.47 * sheet.ink.width
    rights = [
        piece.box.left
        for row in sheet.rows[: min(end + 1, _HEAD_ROWS)]
        for piece in row.pieces
        if piece.box.middle[0] > middle + 0.08 and piece.box.left > sheet.ink.left + 0.25
    ]
    return min(rights, default=middle)


def _stacks(lines: Sequence[Piece], beginnings: Sequence[str]) -> list[list[Piece]]:
    """Lines grouped into names: a line that begins like a name begins one."""
    opening = {squash(word) for word in beginnings}
    stacks: list[list[Piece]] = []
    for piece in lines:
        begins = _begins_name(piece, opening)
        if begins or not stacks:
            stacks.append([piece])
        else:
            stacks[-1].append(piece)
    return stacks


def _begins_name(piece: Piece, opening: set[str]) -> bool:
    """Whether its first words open a name; “MÔI / TRƯỜNG” over two lines: one alone is no name."""
    words = [token.plain for token in piece.tokens if token.plain]
    return any("".join(words[:count]) in opening for count in range(1, min(len(words), 4)))


@position(Position.TITLE)
def title(layout: Layout, _spec: FieldSpec, way: Way) -> Iterator[Found]:
    """The document's own title, with the lines of capitals that carry it on."""
    if layout.title is None:
        return
    number, found = layout.title
    lines = [piece.tokens for piece in found.pieces]
    sheet = layout.sheets[number]
    for piece in _under(sheet, found.rows[-1], found.box, way.lines or 3):
        if not piece.text.isupper() or _hit_in(layout, number, piece):
            break
        lines.append(piece.tokens)
    yield Found(tuple(lines), number, found.presence)


@position(Position.UNDER_TITLE)
def under_title(layout: Layout, _spec: FieldSpec, way: Way) -> Iterator[Found]:
    """The centred lines right under the title, without a label that opens them."""
    if layout.title is None:
        return
    number, found = layout.title
    rest = _after_beginning(layout, found)
    lines: list[tuple[Token, ...]] = [rest] if len(rest) > 1 else []
    for piece in _under(layout.sheets[number], found.rows[-1], found.box, way.lines or 6):
        hit = _hit_in(layout, number, piece)
        shouted = lines and piece.text.isupper() and not join(lines[-1]).isupper()
        if shouted or (hit and (lines or hit.phrase not in way.labels)):
            break
        lines.append(piece.tokens[hit.end - hit.start :] if hit else piece.tokens)
    if lines:
        yield Found(tuple(lines), number, found.presence)


def _after_beginning(layout: Layout, found: Title) -> tuple[Token, ...]:
    """“BÁO CÁO công tác năm 2024”: what a line says after the first words that name it."""
    tokens = found.pieces[-1].tokens
    begun = [
        len(squash(known))
        for known in layout.document_type.recognition.beginnings
        if fuzz.ratio(squash(known), found.plain[: len(squash(known))]) > _SAME
    ]
    taken, count = 0, 0
    while begun and count < len(tokens) and taken < max(begun) - 1:
        taken += len(tokens[count].plain)
        count += 1
    return tokens[count:] if begun and len(found.pieces) == 1 else ()


def _under(sheet: Sheet, last: int, box: Box, most: int) -> Iterator[Piece]:
    upper = box
    for at, row in enumerate(sheet.rows[last + 1 : last + 1 + most], last + 1):
        piece = min(row.pieces, key=lambda piece: abs(piece.box.middle[0] - box.middle[0]))
        near = piece.box.middle[1] - upper.middle[1] < _GAP * max(sheet.em, piece.height)
        centred = abs(piece.box.middle[0] - box.middle[0]) < 0.06
        if not near or not centred or _is_body(sheet, piece, at) or len(row.pieces) > 1:
            return
        yield piece
        upper = piece.box


def _is_body(sheet: Sheet, piece: Piece, row: int) -> bool:
    """Whether a line begins the text: it fills the page, and no short centred line follows."""
    wide = piece.box.left < sheet.ink.left + 0.06 and piece.box.width > 0.8 * sheet.ink.width
    after = sheet.rows[row + 1].pieces if row + 1 < len(sheet.rows) else ()
    if not wide or len(after) != 1:
        return wide
    middle = abs(after[0].box.middle[0] - piece.box.middle[0]) < 0.04
    return not (middle and after[0].box.left > sheet.ink.left + 0.1)


def _hit_in(layout: Layout, sheet: int, piece: Piece) -> Hit | None:
    """A label that begins a piece."""
    return next(
        (hit for hit in layout.hits if hit.sheet == sheet and hit.box.left == piece.box.left
         and abs(hit.box.middle[1] - piece.box.middle[1]) < piece.height / 2),
        None,
    )  # fmt: skip


@position(Position.ALONE)
def alone(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[Found]:
    """Pieces that fit the field's pattern as a whole, as the serial of a certificate stands."""
    for number, sheet in enumerate(layout.sheets):
        for row in sheet.rows:
            for piece in row.pieces:
                fits = spec.pattern and re.fullmatch(spec.pattern, tidy(piece.text))
                if fits and sheet.stands_in(piece.box, way.region):
                    yield Found((piece.tokens,), number, 0.9)


@position(Position.PHRASE)
def phrase(layout: Layout, spec: FieldSpec, way: Way) -> Iterator[Found]:
    """One of the field's own options, standing for itself; or the phrases named, in any line."""
    options = [text for phrases in (spec.options or {}).values() for text in phrases]
    for hit in hits(layout.sheets, way.labels or options):
        if not layout.sheets[hit.sheet].stands_in(hit.box, way.region):
            continue
        row = layout.sheets[hit.sheet].rows[hit.row]
        _, piece = piece_of(row, hit.start)
        if way.labels or len(piece.plain) <= 1.4 * sum(
            len(token.plain) for token in row.tokens[hit.start : hit.end]
        ):
            yield Found((row.tokens[hit.start : hit.end],), hit.sheet, hit.score)
