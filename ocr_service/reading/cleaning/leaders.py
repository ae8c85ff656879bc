"""Takes dotted leaders off forms: engines read the dots, and the words before them, as rubble.

A row of dots that stands free is sure to be a leader. It tells the height, the size and the
distance of its dots, and so finds those that run on beneath what was filled in.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.cleaning.ink import Labels, Pieces, pieces_of
from ocr_service.reading.image import Pixels

# All in inches.
_DOT = 0.035  # the tallest dot
_JOINED = 0.09  # the longest row of dots that run into each other
_APART = 0.075  # the widest space from dot to dot
_LEAST = 0.35  # a shorter row may be an ellipsis
_COVERED = 0.6  # the longest stretch of a leader whose dots all hang on letters
_COLON = 0.12  # the tallest
_ALONE = 0.03  # nothing else as near: no full stop, no mark of a letter

OVER = 4  # times as far up, lest the dot be half of a colon
FEWEST = 6  # dots, that tell how a row goes on
OFF_BEAT = 0.2  # of the distance between dots
OFF_LEVEL = 0.35  # of a dot's height
Numbers = NDArray[np.float64]


def without_leaders(ink: Pixels, pieces: Pieces, dpi: int) -> Pixels:
    """``ink`` (grey, 8 bit, straight) without rows of dots; the same if there are none.

    ``pieces`` are those of its dark pixels.
    """
    small = (pieces.tall <= _DOT * dpi) & (pieces.wide <= _JOINED * dpi)
    dots = pieces.picture(small)
    reach = max(3, round(_APART * dpi))
    closed = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    rows = pieces_of(np.asarray(closed, dtype=np.uint8))
    leaders = (rows.wide >= _LEAST * dpi) & (rows.tall <= 2 * _DOT * dpi)
    if not leaders[1:].any():
        return ink
    more, hidden = _followed(rows, leaders, pieces, small, dpi)
    found = (rows.picture(leaders) & dots) | pieces.picture(more)
    # A ring of a pixel around each dot goes with it: its edge is grey.
    taken = cv2.dilate(found, np.ones((3, 3), np.uint8))
    out = ink.copy()
    out[(taken > 0) & ~((pieces.labels > 0) & (found == 0))] = 255
    for x, y, radius in hidden:
        _lift(out, pieces.labels, x, y, radius)
    return out


def _followed(
    rows: Pieces, leaders: NDArray[np.bool_], pieces: Pieces, small: NDArray[np.bool_], dpi: int
) -> tuple[NDArray[np.bool_], list[tuple[int, int, int]]]:
    """Which pieces go on the leaders' rows, and where dots hang on letters (x, y, radius)."""
    spots = _Spots.of(pieces, small)
    row_of = rows.labels[spots.y.astype(int), spots.x.astype(int)]
    more = np.zeros(len(small), bool)
    hidden: list[tuple[int, int, int]] = []
    for row in np.nonzero(leaders)[0]:
        beat = _Beat.of(spots, row_of == row) if row else None
        if beat is not None:
            held = beat.runs_on(spots, pieces, dpi)
            more[spots.piece[held]] = True
            hidden += beat.hidden(spots, held)
    return more, hidden


@dataclass(frozen=True)
class _Spots:
    """The small pieces: which they are, their middles, and how tall they are."""

    piece: NDArray[np.int64]
    x: Numbers
    y: Numbers
    tall: Numbers
    wide: Numbers

    @classmethod
    def of(cls, pieces: Pieces, small: NDArray[np.bool_]) -> "_Spots":
        piece = np.nonzero(small)[0]
        piece = piece[piece > 0]
        tall, wide = (side[piece].astype(np.float64) for side in (pieces.tall, pieces.wide))
        x = pieces.left[piece] + (wide - 1) / 2
        y = pieces.top[piece] + (tall - 1) / 2
        return cls(piece, x, y, tall, wide)


@dataclass
class _Beat:
    """How a row of dots goes: the straight line of its heights, and of its places by number."""

    members: NDArray[np.bool_]
    level: Numbers
    places: Numbers
    tall: float

    @classmethod
    def of(cls, spots: _Spots, members: NDArray[np.bool_]) -> "_Beat | None":
        single = members & (spots.wide <= 1.6 * spots.tall)
        if int(single.sum()) < FEWEST:
            return None
        x = np.sort(spots.x[single])
        steps = np.diff(x)
        apart = float(np.median(steps))
        if apart < 2:
            return None
        # Counted from dot to dot: from the first, a small error of the distance would add up.
        number = np.concatenate([[0], np.cumsum(np.round(steps / apart))])
        places = np.polyfit(number, x, 1)
        level = np.polyfit(spots.x[single], spots.y[single], 1)
        tall = float(np.median(spots.tall[single]))
        return cls(single, level, places, tall)

    def runs_on(self, spots: _Spots, pieces: Pieces, dpi: int) -> NDArray[np.bool_]:
        """All dots of this leader: those of the row, and those that go on at its level."""
        away = np.abs(spots.y - np.polyval(self.level, spots.x))
        alike = np.abs(spots.tall - self.tall) <= max(0.4 * self.tall, 1.5)
        alike &= spots.wide <= 1.6 * spots.tall
        level = alike & (away <= max(OFF_LEVEL * self.tall, 1.5))
        number = (spots.x - self.places[1]) / self.places[0]
        on_beat = np.abs(number - np.round(number)) <= OFF_BEAT
        free = np.zeros(len(level), bool)
        for at in np.nonzero(level & ~self.members)[0]:
            if not on_beat[at]:
                free[at] = _alone(pieces, spots, int(at), dpi)
            elif _under_a_dot(pieces, spots, int(at), dpi):
                on_beat[at] = False
        return _linked(spots.x, self.members, level & (on_beat | free), _COVERED * dpi)

    def hidden(self, spots: _Spots, held: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
        """Where dots must be that hang on letters: between dots near by at both sides."""
        number = np.round((spots.x[held] - self.places[1]) / self.places[0]).astype(int)
        there = set(number.tolist())
        radius = int(self.tall / 2) + 1
        spots_hidden = []
        for each in range(min(there), max(there)):
            near = any(each - step in there for step in (1, 2, 3))
            if each in there or not near or not any(each + step in there for step in (1, 2, 3)):
                continue
            x = float(np.polyval(self.places, each))
            spots_hidden.append((round(x), round(float(np.polyval(self.level, x))), radius))
        return spots_hidden


def _alone(pieces: Pieces, spots: _Spots, at: int, dpi: int) -> bool:
    """Whether no ink stands close at either side of a dot or over it."""
    around, piece = max(round(_ALONE * dpi), 2), spots.piece[at]
    left, top = int(pieces.left[piece]), int(pieces.top[piece])
    right, bottom = left + int(pieces.wide[piece]), top + int(pieces.tall[piece])
    window = pieces.labels[
        max(top - OVER * around, 0) : bottom, max(left - around, 0) : right + around
    ]
    return bool(np.isin(window, (0, piece)).all())


def _under_a_dot(pieces: Pieces, spots: _Spots, at: int, dpi: int) -> bool:
    """Whether a dot is the lower half of a colon: one like it over it, and nothing between."""
    x, y, tall = spots.x[at], spots.y[at], spots.tall[at]
    over = (np.abs(spots.x - x) <= tall / 2) & (spots.y < y - tall) & (spots.y > y - _COLON * dpi)
    if not over.any():
        return False
    bottom = int(pieces.top[spots.piece[at]])
    between = pieces.labels[int(spots.y[over].max() + tall) : bottom, int(x)]
    return not between.any()


def _linked(
    x: Numbers, start: NDArray[np.bool_], allowed: NDArray[np.bool_], reach: float
) -> NDArray[np.bool_]:
    """The places of ``start`` and those allowed that are reached from it, gap by gap."""
    wanted = np.nonzero(start | allowed)[0]
    wanted = wanted[np.argsort(x[wanted])]
    held = np.zeros(len(x), bool)
    groups = np.cumsum(np.diff(x[wanted], prepend=x[wanted[0]]) > reach)
    for group in np.unique(groups[start[wanted]]):
        held[wanted[groups == group]] = True
    return held


def _lift(out: Pixels, labels: Labels, x: int, y: int, radius: int) -> None:
    """Whiten a dot that hangs on a letter, but for strokes that pass through it."""
    top, bottom = max(y - radius, 0), y + radius + 1
    for column in range(max(x - radius, 0), min(x + radius + 1, labels.shape[1])):
        if not labels[bottom : bottom + 2, column].any():
            out[top:bottom, column] = 255
