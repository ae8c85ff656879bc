"""How the words of a text layer lie on the page: level or on end, side by side or on each other."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.leaders import is_leader
from ocr_service.reading.lines import in_columns
from ocr_service.reading.prints import Prints

UPON = 0.25  # of the smaller of two words, under the other
LEVEL = 0.5  # of the lower of two lines at one height, beside the other
SAME_HEIGHT = 0.8  # of it, where one lies upon the other
TALL = 1.8  # times its width: a word that stands on end


@dataclass(frozen=True)
class Laid:
    """``rows`` of words that run level, and ``on_end``, the lines that run any other way.

    ``clashing``: where words lay upon each other and differed; these are in no row.
    """

    rows: list[list[Word]]
    on_end: list[tuple[Word, ...]]
    clashing: list[Box]

    @property
    def words(self) -> list[Word]:
        return [word for row in (*self.rows, *self.on_end) for word in row]

    def lines(self, width: float, height: float) -> tuple[Line, ...]:
        """In reading order, level lines first, each other one a block by itself.

        ``width`` and ``height`` of the page in any unit; both the same.
        """
        level = [Line(tuple(row)) for row in self.rows if row]
        lines = in_columns(level, round(width), round(height))
        block = lines[-1].block + 1 if lines else 0
        return (*lines, *(Line(held, block + at) for at, held in enumerate(self.on_end)))


def laid(found: Prints, width: float, height: float, sure: float) -> Laid:
    """The words in rows; ``sure`` is their confidence, ``width`` and ``height`` the page's size."""
    shares = (found.rects / (width, height, width, height)).tolist()
    words = [
        Word(unicodedata.normalize("NFC", text), Box(*share), sure)
        for text, share in zip(found.texts, shares, strict=True)
    ]
    turns = quarters(found)
    lines = groupby(zip(words, turns, found.lines.tolist(), strict=True), key=itemgetter(2))
    level: list[list[Word]] = []
    on_end: list[tuple[Word, ...]] = []
    for _, line in lines:
        held = list(line)
        if held[0][1]:
            on_end.append(tuple(word for word, *_ in held))
        else:
            level.append([word for word, *_ in held])
    rows, clashing = _without_clashes(in_rows(level))
    return Laid(rows, on_end, clashing)


class Row:
    """Lines at one height, as the file has them; the first tells the height."""

    def __init__(self, line: Sequence[Word], box: Box) -> None:
        self.box, self.words = box, list(line)

    def share(self, line: Sequence[Word], box: Box) -> float:
        """How much of the lower of the two heights they share; 0 if the line cannot be of it."""
        shared = min(self.box.bottom, box.bottom) - max(self.box.top, box.top)
        share = shared / max(min(self.box.height, box.height), 1e-6)
        if share <= LEVEL or (share < SAME_HEIGHT and self._is_under(line)):
            return 0.0
        return share

    def _is_under(self, line: Sequence[Word]) -> bool:
        return any(
            word.box.left < other.box.right and other.box.left < word.box.right
            for word in line
            for other in self.words
        )


def in_rows(lines: Iterable[Sequence[Word]]) -> list[list[Word]]:
    """Lines at one height together, top to bottom, each row left to right.

    The widest come first: a number that a signature sets between two lines joins the nearer.
    """
    boxed = [(line, Box.around(word.box for word in line)) for line in lines]
    rows: list[Row] = []
    for line, box in sorted(boxed, key=lambda one: -one[1].width):
        near = [row for row in rows if row.box.top < box.bottom and box.top < row.box.bottom]
        home = max(near, key=lambda row: row.share(line, box), default=None)
        if home and home.share(line, box):
            home.words += line
        else:
            rows.append(Row(line, box))
    rows.sort(key=lambda row: row.box.middle[1])
    return [sorted(row.words, key=lambda word: word.box.left) for row in rows]


def quarters(found: Prints) -> NDArray[np.intp]:
    """For each word, how many quarters clockwise its line runs turned: 0 to 3."""
    if not found.texts:
        return np.zeros(0, dtype=np.intp)
    middle = (found.rects[:, :2] + found.rects[:, 2:]) / 2
    starts = np.flatnonzero(np.diff(found.lines, prepend=found.lines[0] - 1))
    ends = np.append(starts[1:], len(found.texts)) - 1
    across, down = (middle[ends] - middle[starts]).T
    wide, tall = (found.rects[:, 2:] - found.rects[:, :2]).T
    upright = (across >= 0) & (across >= np.abs(down))
    turn = np.select([upright, down > np.abs(across), across < -np.abs(down)], [0, 1, 2], 3)
    # A word alone tells by its shape only that it stands on end; which way, the others say.
    on_end = (starts == ends) & (tall[starts] > TALL * wide[starts])
    usual = 3 if int((turn == 3).sum()) > int((turn == 1).sum()) else 1
    several = np.array([len(found.texts[at]) > 2 for at in starts])
    turn = np.where(on_end & several, usual, turn)
    return np.repeat(turn, ends - starts + 1)


def turn_to_level(found: Prints) -> int:
    """Degrees clockwise (0, 90, 180, 270) by which most letters of the page come to run level."""
    turns = quarters(found)
    if not turns.any():
        return 0
    weights = np.bincount(turns, weights=[len(text) for text in found.texts], minlength=4)
    return int(-90 * int(weights.argmax()) % 360)


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
