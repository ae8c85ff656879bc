"""Cuts stretches of a line out of the ink, as strips that the second reader can take."""

from collections.abc import Iterator, Sequence

from ocr_service.domain.page import Box, Word
from ocr_service.reading.image import Pixels

ABOVE, BESIDE = 0.1, 0.3  # of the stretch's height, left free around it
WIDEST = 30.0  # heights: longer stretches are parted between words
Stretch = tuple[int, int]
"""Words of a line: from the first, up to but without the second."""


def cut(ink: Pixels, words: Sequence[Word]) -> Pixels:
    """The picture of neighbouring words, with a little paper around them."""
    high, wide = ink.shape[:2]
    box = Box.around(word.box for word in words)
    tall = box.height * high
    top, bottom = box.top * high - ABOVE * tall, box.bottom * high + ABOVE * tall
    left, right = box.left * wide - BESIDE * tall, box.right * wide + BESIDE * tall
    return ink[max(0, int(top)) : int(bottom) + 1, max(0, int(left)) : int(right) + 1]


def parted(words: Sequence[Word], stretch: Stretch, shape: tuple[int, ...]) -> Iterator[Stretch]:
    """The stretch in parts that are not too long, cut at the widest gap near its middle."""
    first, end = stretch
    box = Box.around(word.box for word in words[first:end])
    long = box.width * shape[1] > WIDEST * box.height * shape[0]
    if not long or end - first < 2:
        yield stretch
        return
    at = max(range(first + 1, end), key=lambda at: _fit(words, at, box))
    yield from parted(words, (first, at), shape)
    yield from parted(words, (at, end), shape)


def _fit(words: Sequence[Word], at: int, box: Box) -> float:
    """How well a line is cut before word ``at``: a wide gap near the middle is best."""
    left, right = words[at - 1].box.right, words[at].box.left
    off = abs((left + right) / 2 - box.middle[0]) / max(box.width, 1e-9)
    return (right - left) - 0.1 * off * box.width
