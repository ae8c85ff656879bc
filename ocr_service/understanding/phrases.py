"""Finds printed phrases in rows in spite of OCR damage, lost marks and missing colons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from ocr_service.domain.page import Box
from ocr_service.schema.letters import squash
from ocr_service.understanding.sheet import Row, Sheet, Token

_SHORT = 4  # letters; phrases up to here must stand as they are printed
_INSIDE = 0.15  # cost of standing in the middle of a line with no colon after
_SMALL = 0.15  # cost of a small letter where the phrase has a capital
_SPLIT = 0.15  # cost of a colon inside
_ENOUGH = 0.78
_NEAR = 70.0  # of the letters at the likeliest place, out of 100, before words are looked at


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as printed, squashed for comparison, with its last word apart.

    ``capital``: it begins with one; ``small``: its last word does not.
    """

    text: str
    plain: str
    last: str
    capital: bool
    small: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: tokens ``start`` to ``end`` (not included) of a row of a sheet.

    ``score`` (0..1) is its likeness less what speaks against it being a label there.
    """

    phrase: str
    sheet: int
    row: int
    start: int
    end: int
    score: float
    box: Box

    @property
    def order(self) -> tuple[int, int, int]:
        return self.sheet, self.row, self.start

    @property
    def weight(self) -> float:
        """Letters that agree, less those that do not: a short exact label beats a long near one."""
        return len(phrase(self.phrase).plain) * (1 - 2.5 * (1 - self.score))


@lru_cache(maxsize=4096)
def phrase(text: str) -> Phrase:
    words = [plain for word in text.split() if (plain := squash(word))]
    return Phrase(text, squash(text), words[-1] if words else "", text[:1].isupper(), _small(text))


def _small(text: str) -> bool:
    """Whether the last of several words begins with a small letter: “Năm sinh”, not “Nam Định”."""
    words = text.split()
    return len(words) > 1 and words[-1][:1].islower()


def hits(sheets: Sequence[Sheet], phrases: Iterable[str]) -> list[Hit]:
    """The phrases found, in reading order; where two overlap the longer and better one stays."""
    wanted = [known for text in phrases if (known := phrase(text)).plain]
    short = [known for known in wanted if len(known.plain) <= _SHORT]
    long = [known for known in wanted if len(known.plain) > _SHORT]
    plains = [known.plain for known in long]
    found: list[Hit] = []
    for number, sheet in enumerate(sheets):
        for place, row in enumerate(sheet.rows):
            # Most rows hold none: one call tells which phrases are worth looking for.
            near = process.extract(
                row.plain, plains, scorer=fuzz.partial_ratio, score_cutoff=_NEAR, limit=None
            )
            likely = [known for known in short if known.plain in row.plain]
            likely += [long[at] for *_, at in sorted(near, key=lambda one: one[2])]
            found += _best(_in_row(row, number, place, likely)) if likely else ()
    return found


def _best(found: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: -hit.weight):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _in_row(row: Row, sheet: int, place: int, wanted: Sequence[Phrase]) -> Iterator[Hit]:
    starts = _offsets(row.tokens)
    for known in wanted:
        for start, end, likeness in find(known, row.tokens, row.plain, starts):
            score = likeness - _against(known, row, start, end)
            if score >= _ENOUGH:
                box = Box.around(token.box for token in row.tokens[start:end])
                yield Hit(known.text, sheet, place, start, end, score, box)


def _offsets(tokens: Sequence[Token]) -> list[int]:
    """Where each token begins in the row's squashed text, and the end of the last."""
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token.plain))
    return starts


def find(
    known: Phrase, tokens: Sequence[Token], plain: str, starts: Sequence[int]
) -> Iterator[tuple[int, int, float]]:
    """Spans of tokens that read like the phrase, with their likeness (0..1)."""
    if len(known.plain) <= _SHORT:
        yield from _exact(known, tokens)
        return
    offset = 0
    while len(plain) - offset >= len(known.plain) * 0.8:
        rest = plain[offset:]
        near = fuzz.partial_ratio_alignment(known.plain, rest, score_cutoff=_NEAR)
        if near is None:
            return
        begin, end = (
            (near.dest_start, near.dest_end) if len(rest) >= len(known.plain) else (0, len(rest))
        )
        span = _snapped(known, plain, starts, offset + begin, offset + end)
        if span is None:
            return
        if starts[span[0]] >= offset:
            yield span
        offset = max(starts[span[1]], offset + 1)


def _exact(known: Phrase, tokens: Sequence[Token]) -> Iterator[tuple[int, int, float]]:
    for start in range(len(tokens)):
        joined = ""
        for end in range(start, min(start + 4, len(tokens))):
            joined += tokens[end].plain
            if joined == known.plain and tokens[start].plain:
                if _meant(known, tokens, start, end + 1):
                    yield start, end + 1, 1.0
                break
        if _run_into(known, tokens[start]):
            yield start, start + 1, 0.95


def _run_into(known: Phrase, token: Token) -> bool:
    """“ngày..©2tháng”: a word that handwriting ran into."""
    read, wanted = token.text.casefold(), known.text.casefold()
    rest = read[len(wanted) :]
    return len(wanted) > 2 and read.startswith(wanted) and bool(rest) and not rest[0].isalpha()


def _meant(known: Phrase, tokens: Sequence[Token], start: int, end: int) -> bool:
    """“Sở” is not “Số”, but for a number or a colon that follows: then its marks were misread."""
    read = "".join(token.text for token in tokens[start:end]).strip(".,:;()")
    after = tokens[end].text[:1] if end < len(tokens) else ""
    return read.casefold() == known.text.casefold() or after == ":" or after.isdigit()


def _snapped(
    known: Phrase, plain: str, starts: Sequence[int], begin: int, end: int
) -> tuple[int, int, float] | None:
    """The span of whole tokens nearest to the letters ``begin`` to ``end``."""
    first = _nearest(starts, begin)
    last = _nearest(starts, end)
    best: tuple[int, int, float] | None = None
    for start in (first - 1, first, first + 1):
        for stop in (last - 1, last, last + 1):
            if 0 <= start < stop < len(starts) and starts[start] < starts[stop]:
                read = plain[starts[start] : starts[stop]]
                likeness = fuzz.ratio(known.plain, read) / 100
                if best is None or likeness > best[2] + 1e-9:
                    best = (start, stop, likeness)
    if best is None or not _ends_alike(known, plain[starts[best[0]] : starts[best[1]]]):
        return None
    return _trimmed(best, starts)


def _trimmed(span: tuple[int, int, float], starts: Sequence[int]) -> tuple[int, int, float]:
    """Without tokens at either end that hold no letters."""
    start, end, likeness = span
    while starts[start] == starts[start + 1]:
        start += 1
    while starts[end - 1] == starts[end]:
        end -= 1
    return start, end, likeness


def _nearest(starts: Sequence[int], offset: int) -> int:
    return min(range(len(starts)), key=lambda place: abs(starts[place] - offset))


def _ends_alike(known: Phrase, read: str) -> bool:
    """``… người mẹ`` and ``… người cha`` are much alike but for their last word."""
    tail = read[-len(known.last) - 1 :]
    return fuzz.partial_ratio(known.last, tail) >= (60 if len(known.last) > 3 else 66)


def _against(known: Phrase, row: Row, start: int, end: int) -> float:
    """What speaks against these tokens being a label rather than words in a sentence."""
    tokens = row.tokens
    followed = end < len(tokens) and tokens[end].text[0] in ":.…_/("
    inside = (
        not followed and not tokens[end - 1].text.endswith((":", ";")) and not opens(row, start)
    )
    small = known.capital and tokens[start].text[:1].islower()
    inner = tokens[start : end - 1]
    split = any(one.text == ":" or (one.text[-1] == "," not in known.text) for one in inner)
    last = tokens[end - 1].text
    named = inside and last.isupper() and _within_name(tokens[:start])
    raised = known.small and last[:1].isupper() and (named or not last.isupper())
    if len(known.plain) <= _SHORT and known.capital and inside:
        return 1.0
    return _INSIDE * inside + _SMALL * (small + raised) + _SPLIT * split


def _within_name(before: Sequence[Token]) -> bool:
    """Whether capitals after a label's colon go on: “Họ, tên chồng: LÊ TRẦN QUỐC THỊNH”."""
    return any(":" in token.text for token in before) and before[-1].text.isupper()


def opens(row: Row, start: int) -> bool:
    """Whether the token opens its piece, but for numbers, bullets and leaders before it."""
    passed = 0
    for piece in row.pieces:
        if passed <= start < passed + len(piece.tokens):
            before = piece.tokens[: start - passed]
            return not any(letter.isalpha() for token in before for letter in token.text)
        passed += len(piece.tokens)
    return False
