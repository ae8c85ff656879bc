"""Names stamped in red beneath signatures: found by their colour, set level, read in several views.

They stand aslant, often in a script face, so the first reader passes over them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.cleaning.stamps import A_MILLIMETRE, red_letters
from ocr_service.reading.image import Image, Pixels
from ocr_service.reading.second.ctc import likeliest
from ocr_service.reading.second.evidence import letters
from ocr_service.reading.second.look import LineReader
from ocr_service.reading.second.strips import shared_out
from ocr_service.schema.syllables import is_spelt

# In millimetres:
APART, LEANING = 3.0, 1.2  # letters of one line, across and down
NARROWEST, LOWEST, HIGHEST = 18.0, 2.0, 12.0  # a name
STEEPEST = 20.0  # degrees
ROOM, BESIDE = 0.25, 0.5  # heights left free above and below a line, and beside it
TRIMMED, STRETCHED = (0.08, 0.12, 0.16), (1.0, 1.2)  # off above and below; across: the views
WORDS = range(2, 7)
SURE = 0.8  # of a sign, in the geometric mean over the views
READ = 0.9  # words that the first reader was as sure of stay


@dataclass(frozen=True, slots=True)
class Slanted:
    """A line of letters in pixels of the page: its middle, width, height; degrees clockwise."""

    middle: tuple[float, float]
    width: float
    height: float
    slant: float

    def box(self, page: Pixels) -> Box:
        high, wide = page.shape[:2]
        corners = cv2.boxPoints((self.middle, (self.width, self.height), self.slant))
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        return Box(
            max(float(left) / wide, 0.0), max(float(top) / high, 0.0),
            min(float(right) / wide, 1.0), min(float(bottom) / high, 1.0),
        )  # fmt: skip

    def strip(self, page: Pixels) -> Pixels:
        """The line alone, level and grey."""
        turned = cv2.getRotationMatrix2D(self.middle, self.slant, 1.0)
        wide = round(self.width + 2 * BESIDE * self.height)
        high = round(self.height * (1 + 2 * ROOM))
        turned[:, 2] += np.array((wide / 2 - self.middle[0], high / 2 - self.middle[1]))
        level = cv2.warpAffine(
            page, turned, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(cv2.cvtColor(level, cv2.COLOR_BGR2GRAY), np.uint8)


def with_name_stamps(image: Image, lines: tuple[Line, ...], reader: LineReader) -> tuple[Line, ...]:
    """The lines, and names stamped in red that were not read for certain, in the order of place."""
    told = list(lines)
    for place in _places(image):
        box = place.box(image.kept)
        under = [word for line in told for word in line.words if _in(word, box)]
        if under and min(word.confidence for word in under) >= READ:
            continue
        if words := _read(place.strip(image.kept), box, reader):
            rest = [_without(line, box) for line in told]
            told = [*(line for line in rest if line.words), Line(words, _next_block(told))]
    return tuple(told)


def _places(image: Image) -> Iterator[Slanted]:
    red = red_letters(image.kept, image.dpi)
    if not red.any():
        return
    across, down = (round(reach * A_MILLIMETRE) | 1 for reach in (APART, LEANING))
    reach = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, down))
    joined = pieces_of(np.asarray(cv2.dilate(red, reach), np.uint8))
    scale = image.kept.shape[1] / red.shape[1]
    for at in np.flatnonzero(joined.wide[1:] >= NARROWEST * A_MILLIMETRE) + 1:
        points = np.argwhere((joined.labels == at) & (red > 0))[:, ::-1].astype(np.float32)
        if place := _slanted(points, scale):
            yield place


def _slanted(points: NDArray[np.float32], scale: float) -> Slanted | None:
    """The narrowest frame round the points, if it is that of a line; ``scale`` up to the page."""
    middle, (wide, high), slant = cv2.minAreaRect(points)
    if wide < high:
        wide, high, slant = high, wide, slant - 90
    slant = (slant + 90) % 180 - 90
    a_name = wide >= NARROWEST * A_MILLIMETRE and abs(slant) <= STEEPEST
    if not a_name or not LOWEST * A_MILLIMETRE <= high <= HIGHEST * A_MILLIMETRE:
        return None
    return Slanted(
        ((middle[0] + 0.5) * scale, (middle[1] + 0.5) * scale), wide * scale, high * scale, slant
    )


def _read(strip: Pixels, box: Box, reader: LineReader) -> tuple[Word, ...]:
    """The words as most views have them, each as sure as the views agree; () if they make none."""
    seen = [likeliest(reader.steps(view), reader.letters) for view in _views(strip)]
    told = [(one.text.split(), one.certainty) for one in seen if one.text]
    counts = Counter(len(words) for words, _ in told if len(words) in WORDS)
    if not counts or np.mean([sure for _, sure in told]) < SURE:
        return ()
    count = counts.most_common(1)[0][0]
    alike = [(words, sure) for words, sure in told if len(words) == count]
    voted = [_voted(column, alike, len(seen)) for column in range(count)]
    words = _without_degree(voted)
    if len(words) < min(WORDS) or not all(is_spelt(letters(word)) for word, _ in words):
        return ()
    placed = shared_out(" ".join(word for word, _ in words), box)
    sure = (share for _, share in words)
    return tuple(Word(word, at, next(sure)) for word, at, _ in placed)


def _without_degree(words: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """“BSCKI.Võ”, or what the reader made of it: the name begins after the degree."""
    (first, share), *rest = words
    bare = first.rpartition(".")[2]
    return [(bare, share), *rest] if is_spelt(letters(bare)) else rest


def _views(strip: Pixels) -> Iterator[Pixels]:
    high, wide = strip.shape
    for trim in TRIMMED:
        for stretch in STRETCHED:
            off = round(trim * high)
            rows = strip[off : high - off]
            yield cv2.resize(rows, (round(wide * stretch), len(rows))).astype(np.uint8)


def _voted(
    column: int, readings: Sequence[tuple[Sequence[str], float]], views: int
) -> tuple[str, float]:
    """The word that most views see at a place, and their share of all ``views``, by sureness."""
    votes: defaultdict[str, float] = defaultdict(float)
    for words, sure in readings:
        votes[words[column]] += sure
    word = max(votes, key=lambda told: votes[told])
    return word, min(votes[word] / views, 1.0)


def _in(word: Word, box: Box) -> bool:
    x, y = word.box.middle
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _without(line: Line, box: Box) -> Line:
    return Line(tuple(word for word in line.words if not _in(word, box)), line.block)


def _next_block(lines: Sequence[Line]) -> int:
    return max((line.block for line in lines), default=-1) + 1
