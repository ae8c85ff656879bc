"""Takes off a sheet what other offices stamped on it: their numbers and days are not the paper's.

A certified copy (decree 23/2015, form of words in its appendix) bears a block with a number, a
day and a signer of its own; whoever receives a paper stamps ĐẾN, a number and a day on it
(decree 30/2020, appendix IV).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import Region
from ocr_service.schema.letters import capitals_share
from ocr_service.understanding.phrases import hits
from ocr_service.understanding.sheet import Piece, Row, Sheet, Token

_CERTIFIED = ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN")
_DEEP = 26.0  # in text heights: no stamp of a certified copy is taller
_APART = 7.5  # in text heights: room for the hand that signs it
_ARRIVED = re.compile(r"^(?:CÔNG VĂN )?Đ[ẾÊỀE]N\b")
_ARRIVAL = re.compile(r"^(?:s[ốôo]|ng[àa]y|gi[ờo]|chuy[ểêe]n|l[ưu]u h[ồôo] s[ơo])\b", re.IGNORECASE)
_NEAR = (4.0, 7.0)  # in text heights above and below the word ĐẾN
_WIDE = 0.26  # of the page's width: no stamp of arrival is wider

Stamped = Callable[[Token], bool]


def own(sheet: Sheet) -> Sheet:
    """The sheet without the stamps that are not its own."""
    stamps = [*_certified(sheet), *_arrived(sheet)]
    if not stamps:
        return sheet
    rows = (
        _without(row, lambda token: any(stamp(token) for stamp in stamps)) for row in sheet.rows
    )
    return replace(sheet, rows=tuple(row for row in rows if row.pieces))


def _without(row: Row, stamped: Stamped) -> Row:
    kept = (tuple(t for t in piece.tokens if not stamped(t)) for piece in row.pieces)
    return Row(tuple(Piece(tokens) for tokens in kept if tokens))


def _inside(box: Box) -> Stamped:
    return lambda token: (
        box.left <= token.box.middle[0] <= box.right
        and box.top <= token.box.middle[1] <= box.bottom
    )


def _certified(sheet: Sheet) -> Iterator[Stamped]:
    """The block from its heading down, as long as its lines stand close."""
    for hit in hits([sheet], _CERTIFIED):
        words = sheet.rows[hit.row].tokens[hit.start : hit.end]
        if capitals_share(" ".join(token.text for token in words)) < 0.7:
            continue
        left, right = hit.box.left - 3 * sheet.em_across, hit.box.right + 3 * sheet.em_across
        bottom = hit.box.bottom
        for row in sheet.rows[hit.row + 1 :]:
            inside = [t.box for t in row.tokens if left <= t.box.middle[0] <= right]
            lowest = max((box.bottom for box in inside), default=bottom)
            if inside and lowest - bottom > _APART * sheet.em:
                break
            bottom = max(bottom, lowest)
        lower = min(bottom, hit.box.bottom + _DEEP * sheet.em)
        yield _inside(Box(left, hit.box.top - sheet.em / 2, right, lower + sheet.em / 4))


def _arrived(sheet: Sheet) -> Iterator[Stamped]:
    """The word ĐẾN with the number and the day about it, and nothing of the text beneath."""
    for row in sheet.rows:
        for piece in row.pieces:
            if not _ARRIVED.match(piece.text) or not sheet.stands_in(piece.box, Region.TOP):
                continue
            near = Box(
                piece.box.left - 0.02,
                piece.box.top - _NEAR[0] * sheet.em,
                piece.box.left + _WIDE,
                piece.box.bottom + _NEAR[1] * sheet.em,
            )
            told = [piece.box, *_arrival_lines(sheet, near, piece)]
            if len(told) > 1:
                yield from map(_inside, told)


def _arrival_lines(sheet: Sheet, near: Box, word: Piece) -> Iterator[Box]:
    """Pieces near the word that tell a number or a day and nothing else."""
    inside = _inside(near)
    for row in sheet.rows:
        for piece in row.pieces:
            label = _ARRIVAL.match(piece.text)
            rest = piece.text[label.end() :] if label else piece.text
            telling = not any(letter.isalpha() for letter in rest.strip(" :."))
            figures = any(letter.isdigit() for letter in rest)
            if piece is not word and inside(piece.tokens[0]) and telling and (label or figures):
                yield piece.box
