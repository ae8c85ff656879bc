"""Finds the signature block: mandate and office in capitals, a gap for the hand, a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import FieldSpec, Part, Position, Region, Way
from ocr_service.schema.letters import capitals_share, fold
from ocr_service.schema.values import parse
from ocr_service.schema.values.offices import (
    begins_mandate,
    deputises,
    is_committee,
    is_deputy,
    is_office,
    looks_like_head,
)
from ocr_service.understanding.layout import Found, Layout
from ocr_service.understanding.locate import position
from ocr_service.understanding.phrases import hits
from ocr_service.understanding.sheet import Piece, Sheet

_ASKED = ("Ký, ghi rõ họ, chữ đệm, tên", "Ký và ghi rõ họ tên", "Ký, ghi rõ họ tên")
_SURE_NAME = 0.85
_REACH = 17.0  # in text heights: no signature needs more room above the name
_OFF_CENTRE = 0.6  # in text heights: lines further aside have lost a part
_ASIDE = 0.16  # of the page's width: how far name and office may stand apart


@dataclass(frozen=True, slots=True)
class Block:
    """A signature block: its lines by what they are."""

    sheet: int
    mandate: tuple[Piece, ...]
    office: tuple[Piece, ...]
    name: Piece | None

    @property
    def box(self) -> Box:
        return Box.around(piece.box for piece in (*self.mandate, *self.office))

    def whole(self, sheet: Sheet) -> bool:
        """Whether every line of the heading stands over the name, as far as can be seen.

        A stamp that covers the beginning of a line leaves what remains of it aside.
        """
        if any(not begins_mandate(line.text) for line in self.mandate):
            return False
        if self.name is None or not (self.mandate or self.office):
            return self.name is None
        middle, aside = self.name.box.middle[0], _OFF_CENTRE * sheet.em_across
        return all(abs(one.box.middle[0] - middle) < aside for one in (*self.mandate, *self.office))

    def deputy(self, sheet: Sheet) -> str:
        """The line that a stamp has left no more of than the office of a head, set too far right.

        Before it stood KT. or PHÓ: either way the signer is the deputy.
        """
        if self.name is None or len(self.office) != 1 or self.deputising:
            return ""
        if is_deputy(self.office[0].text):
            return ""
        aside = self.office[0].box.middle[0] - self.name.box.middle[0]
        return f"KT. {self.office[0].text}\n" if aside > _OFF_CENTRE * sheet.em_across else ""

    @property
    def deputising(self) -> tuple[Piece, ...]:
        """The line that names whom the signer stands for, where it must prove the office."""
        read = parse("office", "\n".join(piece.text for piece in self.office))
        line = next((one for one in self.mandate if deputises(one.text)), None)
        return () if line is None or is_deputy(str(read.value or "")) else (line,)


@position(Position.SIGNATURE)
def signature(layout: Layout, _spec: FieldSpec, way: Way) -> Iterator[Found]:
    """A part of the likeliest block: the rightmost of the last page, or the one under a label."""
    for block in _labelled(layout, way) if way.labels else [*_blocks(layout), *_unheaded(layout)]:
        parts = {
            Part.NAME: (block.name,) if block.name else (),
            Part.OFFICE: (*block.deputising, *block.office),
            Part.MANDATE: block.mandate,
        }
        chosen = parts.get(way.part, ())
        if chosen:
            lines = tuple(piece.tokens for piece in chosen)
            sheet = layout.sheets[block.sheet]
            hint = block.deputy(sheet) if way.part is Part.OFFICE else ""
            yield Found(lines, block.sheet, 0.95, damaged=not block.whole(sheet), hint=hint)
            return


def signed(sheet: Sheet) -> bool:
    """Whether a page bears a place to sign: the words that ask for it, or an office and a name."""
    return bool(hits([sheet], _ASKED)) or any(block.name for block in _on_sheet(0, sheet))


def _labelled(layout: Layout, way: Way) -> Iterator[Block]:
    """The blocks headed by one of the way's labels."""
    for label in way.labels:
        for hit in layout.named(label):
            sheet = layout.sheets[hit.sheet]
            heading = Piece(sheet.rows[hit.row].tokens[hit.start : hit.end])
            if name := _name(sheet, hit.row, [heading]):
                yield Block(hit.sheet, (), (heading,), name)


def _blocks(layout: Layout) -> list[Block]:
    found = [
        block for number, sheet in enumerate(layout.sheets) for block in _on_sheet(number, sheet)
    ]
    return sorted(found, key=_rank, reverse=True)


def _unheaded(layout: Layout) -> Iterator[Block]:
    """A name alone at the lower right, where a stamp has left nothing of the lines above it."""
    for number, sheet in reversed(list(enumerate(layout.sheets))):
        for row in reversed(sheet.rows):
            piece = row.pieces[-1]
            right = sheet.stands_in(piece.box, Region.BOTTOM_RIGHT) and piece.box.left > 0.5
            if right and _name_likeness(piece) > _SURE_NAME:
                yield Block(number, (), (), piece)
                return


def _rank(block: Block) -> tuple[bool, int, float]:
    """A named block before a nameless one, then the last page, then the rightmost."""
    return block.name is not None, block.sheet, block.box.middle[0]


def _on_sheet(number: int, sheet: Sheet) -> Iterator[Block]:
    used: set[int] = set()
    for place, row in enumerate(sheet.rows):
        for piece in row.pieces:
            if id(piece) in used or not _heads_block(number, sheet, piece):
                continue
            lines = [piece, *_lines_below(sheet, place, piece)]
            used.update(id(line) for line in lines)
            yield _block(number, sheet, place, lines)


def _heads_block(number: int, sheet: Sheet, piece: Piece) -> bool:
    """Whether a line begins a block; on the first page the agency's own name stands at the top."""
    low = number > 0 or (piece.box.middle[1] - sheet.ink.top) / (sheet.ink.height or 1) > 0.25
    plain = capitals_share(piece.text) > 0.7 and len(piece.tokens) <= 9
    if not (low and plain):
        return False
    damaged = piece.box.left > 0.5 and looks_like_head(piece.text)
    return damaged or begins_mandate(piece.text) or is_office(piece.text)


def _lines_below(sheet: Sheet, place: int, top: Piece) -> list[Piece]:
    """Further lines of capitals close beneath, in the same column."""
    lines: list[Piece] = []
    upper = top
    for row in sheet.rows[place + 1 : place + 5]:
        piece = min(row.pieces, key=lambda one: abs(one.box.middle[0] - top.box.middle[0]))
        near = piece.box.middle[1] - upper.box.middle[1] < 2.6 * max(top.height, sheet.em)
        same = abs(piece.box.middle[0] - top.box.middle[0]) < _ASIDE
        if not near or not same:
            continue
        if not _carries_on(piece):
            break
        lines.append(piece)
        upper = piece
    return lines


def _carries_on(piece: Piece) -> bool:
    """Whether a line of capitals goes on with the office; a stamp over it reads as rubble."""
    if begins_mandate(piece.text) or is_office(piece.text) or looks_like_head(piece.text):
        return capitals_share(piece.text) > 0.7
    words = [token for token in piece.tokens if token.plain]
    clean = all(token.text.isalpha() and token.confidence > 0.6 for token in words)
    return clean and len(words) > 1 and piece.text.isupper()


def _block(number: int, sheet: Sheet, place: int, lines: Sequence[Piece]) -> Block:
    mandate = [piece for piece in lines if begins_mandate(piece.text) or is_committee(piece.text)]
    office = [piece for piece in lines if piece not in mandate]
    return Block(number, tuple(mandate), tuple(office), _name(sheet, place, lines))


def _name(sheet: Sheet, place: int, lines: Sequence[Piece]) -> Piece | None:
    """The best name beneath the office; what the pen and the stamp left is no name."""
    box = Box.around(piece.box for piece in lines)
    best: tuple[float, Piece] | None = None
    for row in sheet.rows[place + 1 :]:
        for piece in row.pieces:
            depth = (piece.box.middle[1] - box.bottom) / (sheet.em or 1)
            aside = abs(piece.box.middle[0] - box.middle[0])
            if piece in lines or not 0 < depth < _REACH or aside > _ASIDE:
                continue
            sure = _name_likeness(piece)
            if sure > 0.6 and (best is None or sure > best[0]):
                best = (sure, piece)
    return best[1] if best else None


def _name_likeness(piece: Piece) -> float:
    words = [token.text for token in piece.tokens if token.plain]
    small = sum(not word[:1].isupper() for word in words)
    if not 2 <= len(words) <= 7 or small > (len(words) > 2):
        return 0.0  # one letter of a name may be misread as a small one
    if is_office(piece.text) or begins_mandate(piece.text) or "ủy ban" in piece.text.casefold():
        return 0.0
    likeness = parse("name", piece.text).sure
    heard = sum(token.confidence for token in piece.tokens) / len(piece.tokens)
    return likeness * (0.7 + 0.3 * heard) if fold(piece.text) else 0.0
