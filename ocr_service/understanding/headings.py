"""The headings of a table: words joined over lines and gaps so that they name its columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import Column
from ocr_service.schema.letters import squash
from ocr_service.understanding.sheet import Row, Sheet, Token

SPACE = 0.55  # in text heights: words of two headings stand further apart
LIKE = 72.0  # from here on words name a column
_PARTS = 4  # so many pieces may make one heading
Run = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of one heading, over one or more rows, and the column it names if any.

    ``likeness`` (0..100) is how like they are to what the column bears.
    """

    box: Box
    plain: str
    column: Column | None = None
    likeness: float = 0.0


def headings(sheet: Sheet, rows: Sequence[Row], columns: Sequence[Column]) -> tuple[Heading, ...]:
    """Words joined where they stand close on a line or one above the other, then as names tell."""
    groups: list[list[Token]] = []
    for run in close(rows, sheet.em_across * SPACE):
        box = _around(run)
        above = [group for group in groups if overlap(_around(group), box) > 0.3]
        if not above:
            groups.append(list(run))
        for token in run if above else ():
            _nearest(above, token).append(token)
    groups.sort(key=lambda group: _around(group).left)
    return _named([_heading(sheet, held, columns) for held in _joined(sheet, groups, columns)])


def close(rows: Iterable[Row], wide: float) -> Iterator[Run]:
    """Words of each row with no gap between them as ``wide``."""
    for row in rows:
        held: list[Token] = []
        for token in row.tokens:
            if held and token.box.left - held[-1].box.right > wide:
                yield tuple(held)
                held = []
            held.append(token)
        if held:
            yield tuple(held)


def overlap(one: Box, other: Box) -> float:
    """How much (0..1) of the narrower of two boxes stands over or under the other."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared / (min(one.width, other.width) or 1)


def _around(tokens: Iterable[Token]) -> Box:
    return Box.around(token.box for token in tokens)


def _nearest(groups: Sequence[list[Token]], token: Token) -> list[Token]:
    middle = token.box.middle[0]
    return min(groups, key=lambda group: abs(_around(group).middle[0] - middle))


def _joined(
    sheet: Sheet, groups: Sequence[list[Token]], columns: Sequence[Column]
) -> list[list[Token]]:
    """Neighbours joined in the way that names the most: gaps within headings may be wide too."""
    best: list[tuple[float, list[list[Token]]]] = [(0.0, [])]
    for end in range(1, len(groups) + 1):
        ways = []
        for start in range(max(0, end - _PARTS), end):
            part = [token for group in groups[start:end] for token in group]
            heading = _heading(sheet, part, columns)
            worth = heading.likeness - LIKE / 2 if heading.column else 0.0
            if heading.column or end - start == 1:
                ways.append((best[start][0] + worth, [*best[start][1], part]))
        best.append(max(ways, key=lambda way: way[0]))
    return best[-1][1]


def _heading(sheet: Sheet, tokens: Sequence[Token], columns: Sequence[Column]) -> Heading:
    """The words in reading order, with the column that they name best."""
    lines = sorted(tokens, key=lambda t: (round(t.box.middle[1] / sheet.em / 1.2), t.box.left))
    plain = "".join(token.plain for token in lines)
    likeness, column = max(
        ((max(_likeness(squash(text), plain) for text in one.headed), one) for one in columns),
        key=lambda scored: scored[0],
    )
    named = likeness >= LIKE
    return Heading(_around(tokens), plain, column if named else None, likeness if named else 0.0)


def _named(found: Sequence[Heading]) -> tuple[Heading, ...]:
    """Each column has one heading: the one that is most like it."""
    best = {
        one.column.name: max(
            (other for other in found if other.column == one.column), key=lambda h: h.likeness
        )
        for one in found
        if one.column
    }
    return tuple(
        one if one.column and best[one.column.name] is one else Heading(one.box, one.plain)
        for one in found
    )


def _likeness(known: str, plain: str) -> float:
    """A heading may say more in brackets after its words, never before them."""
    if min(len(known), len(plain)) <= 3:
        return 100.0 * (known == plain)
    whole = fuzz.ratio(known, plain)
    begun = fuzz.ratio(known, plain[: len(known)]) * 0.97 if len(plain) > len(known) > 4 else 0.0
    return max(whole, begun)
