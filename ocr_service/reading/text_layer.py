"""The text layer of a born-digital page, where it can be trusted in place of OCR.

What counts is what people see. A page under a picture is a scan: the words behind it are some
scanner's guess, and it is read from the picture. Elsewhere a word is taken that stands on bare
paper and leaves its ink there; where a picture lies, or words lie over words, that place alone is
read from the picture ("gaps"). Hidden words are passed over. Text of old fonts is made Unicode;
what then is no language at all comes from a broken font, and the page is read from the picture.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pymupdf
from numpy.typing import NDArray

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.image import Pixels
from ocr_service.reading.leaders import is_leader
from ocr_service.reading.legacy import is_legacy_name
from ocr_service.reading.lines import in_columns, rows_of
from ocr_service.reading.painted import Painted
from ocr_service.reading.prints import Believed, Prints, Spans, believed, in_sight, in_unicode
from ocr_service.reading.sound import is_foreign, is_sound
from ocr_service.reading.visible import Ink

SCAN = 0.5  # of the page under pictures
FEWEST_LETTERS = 20
LEAST_SEEN = 0.5  # of the letters; with fewer in sight the layer tells of something else
UPON = 0.25  # of the smaller of two words, under the other
SURE, HEARSAY = 1.0, 0.3


@dataclass(frozen=True)
class Layer:
    """What the text layer of a page is good for; boxes in shares of the page as it is shown.

    ``lines`` can be trusted, but for ``gaps``, places that only the picture tells about. Where
    nothing can be trusted ``hearsay`` is what an unknown reader made of the picture.
    """

    lines: tuple[Line, ...] = ()
    gaps: tuple[Box, ...] = ()
    hearsay: tuple[Line, ...] = ()


def read_layer(page: pymupdf.Page, found: Prints, content: Painted, pixels: Pixels) -> Layer:
    """Judges ``found``, the words of the page, by what it paints and by its rendered picture."""
    size = (content.width, content.height)
    seen = in_sight(found, *size)
    if content.pictured >= SCAN:
        return Layer(hearsay=_hearsay(seen, size))
    kept = _in_unicode(page, seen, content)
    ink, whole = Ink(pixels), np.array(size * 2)
    drawn = ink.shows(kept.prints.rects / whole, kept.prints.texts)
    words = _words(kept.prints.only(drawn), size)
    told = [one.word for one in words]
    least = max(FEWEST_LETTERS, LEAST_SEEN * sum(map(len, found.texts)))
    if sum(len(word.text) for word in told) < least or not is_sound(told):
        return Layer()
    rows, clashing = _without_clashes(_rows(words))
    perhaps = np.concatenate([content.outlines, kept.prints.rects[~drawn]])
    perhaps = perhaps[ink.busy(perhaps / whole)]
    places = np.concatenate([content.rects[content.pictures], kept.doubted, perhaps])
    gaps = [*(_box(rect, size) for rect in places), *clashing]
    return Layer(_lines(rows, words, size), tuple(map(_on_page, gaps)))


def _in_unicode(page: pymupdf.Page, seen: Prints, content: Painted) -> Believed:
    """The words that can be believed; how they were drawn is asked only where it matters."""
    kept = Believed(seen, np.empty((0, 4)))
    if content.is_simple and not _may_be_legacy(content, seen):
        return kept
    spans = Spans(page)
    if not content.is_simple:
        kept = believed(seen, spans, content)
    return Believed(in_unicode(kept.prints, spans), kept.doubted)


def _may_be_legacy(content: Painted, found: Prints) -> bool:
    return any(map(is_legacy_name, content.fonts)) or is_foreign("".join(found.texts))


def _hearsay(found: Prints, size: tuple[float, float]) -> tuple[Line, ...]:
    told = _words(found, size, HEARSAY)
    return _lines(_rows(told), told, size) if told and is_sound([one.word for one in told]) else ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A word; the quarter turns clockwise at which it runs; the line it stands on in the file."""

    word: Word
    turn: int
    line: int


def _words(found: Prints, size: tuple[float, float], sure: float = SURE) -> list[Placed]:
    shares = (found.rects / np.array(size * 2)).tolist()
    rows = zip(found.texts, shares, quarters(found).tolist(), found.lines.tolist(), strict=True)
    return [
        Placed(Word(unicodedata.normalize("NFC", text), Box(*share), sure), turn, line)
        for text, share, turn, line in rows
    ]


def _box(rect: NDArray[np.float64], size: tuple[float, float]) -> Box:
    (left, top, right, bottom), (width, height) = rect.tolist(), size
    return Box(left / width, top / height, right / width, bottom / height)


def _on_page(box: Box) -> Box:
    sides = (min(max(side, 0.0), 1.0) for side in (box.left, box.top, box.right, box.bottom))
    return Box(*sides)


def quarters(found: Prints) -> NDArray[np.intp]:
    """For each word, how many quarters clockwise its line runs turned: 0 to 3."""
    turns = np.zeros(len(found.texts), dtype=np.intp)
    if not len(turns):
        return turns
    middle = (found.rects[:, :2] + found.rects[:, 2:]) / 2
    starts = np.flatnonzero(np.diff(found.lines, prepend=found.lines[0] - 1))
    ends = np.append(starts[1:], len(turns)) - 1
    across, down = (middle[ends] - middle[starts]).T
    wide, tall = (found.rects[:, 2:] - found.rects[:, :2]).T
    upright = (across >= 0) & (across >= np.abs(down))
    turn = np.select([upright, down > np.abs(across), across < -np.abs(down)], [0, 1, 2], 3)
    # A word alone tells by its shape only that it stands on end; which way, the others say.
    on_end = (starts == ends) & (tall[starts] > 1.8 * wide[starts])
    usual = 3 if int((turn == 3).sum()) > int((turn == 1).sum()) else 1
    several = np.array([len(found.texts[at]) > 2 for at in starts])
    turn = np.where(on_end & several, usual, turn)
    return np.repeat(turn, ends - starts + 1)


def turn_to_level(found: Prints) -> int:
    """Degrees clockwise (0, 90, 180, 270) by which most letters of the page come to run level."""
    letters = np.array([len(text) for text in found.texts])
    if letters.sum() < FEWEST_LETTERS:
        return 0
    weights = np.bincount(quarters(found), weights=letters, minlength=4)
    return int(-90 * int(weights.argmax()) % 360)


def _rows(words: Sequence[Placed]) -> list[list[Word]]:
    return rows_of([one.word for one in words if not one.turn])


def _without_clashes(rows: Sequence[Sequence[Word]]) -> tuple[list[list[Word]], list[Box]]:
    """Rows less the words that lie upon each other and differ, and where these lie."""
    clear: list[list[Word]] = []
    clashing: list[Box] = []
    for row in rows:
        bad: set[int] = set()
        twice: set[int] = set()
        reach = 0.0
        for at, word in enumerate(row):
            if word.box.left < reach:
                under = [other for other in range(at) if _clash(row[other], word)]
                same = [other for other in under if row[other].text == word.text]
                twice |= {at} if same else set()  # drawn twice to look bold
                bad |= {at, *under} if len(under) > len(same) else set()
            reach = max(reach, word.box.right)
        clear.append([word for at, word in enumerate(row) if at not in bad | twice])
        clashing += [row[at].box for at in bad]
    return clear, clashing


def _clash(one: Word, other: Word) -> bool:
    across = min(one.box.right, other.box.right) - other.box.left
    down = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return (
        across > UPON * min(one.box.width, other.box.width)
        and down > UPON * min(one.box.height, other.box.height)
        and not is_leader(one.text)
        and not is_leader(other.text)
    )


def _lines(
    rows: Sequence[Sequence[Word]], words: Sequence[Placed], size: tuple[float, float]
) -> tuple[Line, ...]:
    """In reading order; what runs down or up the page comes last, each such line by itself."""
    level = [Line(tuple(row)) for row in rows if row]
    lines = in_columns(level, round(size[0]), round(size[1]))
    block = lines[-1].block + 1 if lines else 0
    turned = groupby((one for one in words if one.turn), key=lambda one: one.line)
    rest = [tuple(one.word for one in line) for _, line in turned]
    return (*lines, *(Line(held, block + at) for at, held in enumerate(rest)))
