"""Cuts stretches of a line out of the ink, as strips that the second reader can take."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from ocr_service.domain.page import Box, Word
from ocr_service.reading.image import Pixels

ABOVE, BESIDE = 0.1, 0.3  # of the stretch's height, left free around it
CELLS = 1.5  # heights between words that stand in cells of their own
WIDEST = 30.0  # heights: longer stretches are parted between words
FAR, NEAR = 0.5, 0.2  # heights: how far marks reach above capitals, and how far off they stand
DARK = 150  # of 255: ink
SPECK = 0.02  # of a square as high: less ink is dirt, and no mark
Stretch = tuple[int, int]
"""Words of a line: from the first, up to but without the second."""


def cut(ink: Pixels, words: Sequence[Word]) -> Pixels:
    """The picture of neighbouring words, with a little paper around them."""
    high, wide = ink.shape[:2]
    box = Box.around(word.box for word in words)
    tall = box.height * high
    left, right = box.left * wide - BESIDE * tall, box.right * wide + BESIDE * tall
    columns = slice(max(0, int(left)), int(right) + 1)
    top, bottom = box.top * high, box.bottom * high
    if 2 * sum(word.text.isupper() for word in words) >= len(words):
        top = _with_marks(ink[:, columns], top, bottom)
    return ink[max(0, int(top - ABOVE * tall)) : int(bottom + ABOVE * tall) + 1, columns]


def _with_marks(ink: Pixels, top: float, bottom: float) -> float:
    """Where capitals from ``top`` to ``bottom`` (pixels) begin with all marks on them.

    An engine that missed a mark left it out of the box. What reaches further is of another line.
    """
    tall = bottom - top
    first = max(0, int(top - FAR * tall))
    window = (ink[first : int(bottom) + 1] < DARK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(window)
    pieces = [
        (first + y, first + y + high)
        for _, y, wide, high, area in stats[1:].tolist()
        if area >= SPECK * tall**2 and wide < tall and y > 0
    ]
    for upper, lower in sorted(pieces, key=lambda piece: -piece[1]):
        if lower >= top - NEAR * tall:
            top = min(top, upper)
    return top


def parted(words: Sequence[Word], stretch: Stretch, shape: tuple[int, ...]) -> Iterator[Stretch]:
    """The stretch in parts: cut at gaps between cells, and where it would be too long.

    ``shape``: height and width of the picture in pixels.
    """
    first, end = stretch
    box = Box.around(word.box for word in words[first:end])
    em = box.height * shape[0] / max(shape[1], 1)  # a height, laid across
    gaps = {at: words[at].box.left - words[at - 1].box.right for at in range(first + 1, end)}
    widest = max(gaps, key=lambda at: gaps[at], default=first)
    if gaps and gaps[widest] > CELLS * em:
        at = widest
    elif gaps and box.width > WIDEST * em:
        # A wide gap near the middle is best.
        at = max(gaps, key=lambda at: gaps[at] - 0.1 * abs(words[at].box.left - box.middle[0]))
    else:
        yield stretch
        return
    yield from parted(words, (first, at), shape)
    yield from parted(words, (at, end), shape)


def shared_out(text: str, box: Box) -> Iterator[tuple[str, Box, slice]]:
    """The words of ``text`` with their places in ``box``, in proportion, and within the text."""
    at, whole = 0, max(len(text), 1)
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        left, right = (box.left + box.width * share / whole for share in (start, at))
        yield word, Box(left, box.top, right, box.bottom), slice(start, at)
