"""Numbers and dates that a pen filled in on printed lines: found, read, put into the words."""

import re
from collections.abc import Sequence
from math import prod

from ocr_service.domain.page import Line, Word
from ocr_service.reading.handwriting.figures import FigureReader, Figures
from ocr_service.reading.handwriting.opinion import CLOSE, printed, strip, weighed
from ocr_service.reading.handwriting.places import SURE, Kind, Place, places
from ocr_service.reading.handwriting.read import Parts, Reading, Seen, read
from ocr_service.reading.handwriting.trust import trusted
from ocr_service.reading.handwriting.words import amended, symbol, text_of
from ocr_service.reading.image import Image
from ocr_service.reading.second.look import LineReader

_SURELY_BLANK = 0.9
_SURE = 0.97  # a reading as sure needs no second opinion
_YEAR = re.compile(r"(?:19|20)\d{2}")
_BEFORE_DAY = 1.4  # in ems: how much before the word "ngày" helps the second reader

__all__ = ["FigureReader", "Figures", "with_handwriting"]


def with_handwriting(
    image: Image,
    lines: tuple[Line, ...],
    figures: FigureReader,
    second: LineReader | None = None,
) -> tuple[Line, ...]:
    """The lines with the numbers and dates that a pen wrote, as far as an engine missed them.

    Words by pen are marked ``handwritten``, and their confidence is the probability that they are
    right. Print is left as the engine read it. ``second`` is asked where figures are in doubt.
    """
    found = [(place, _read(image, lines, place, figures, second)) for place in places(lines)]
    high, wide = image.kept.shape[:2]
    new = list(lines)
    # From right to left, so that the places of words still count.
    for place, reading in sorted(found, key=lambda pair: -pair[0].first):
        if reading and _amends(place, reading):
            new[place.line] = amended(new[place.line], place, reading, place.em * high / wide)
    return tuple(new)


def _read(
    image: Image,
    lines: tuple[Line, ...],
    place: Place,
    figures: FigureReader,
    second: LineReader | None,
) -> Reading | None:
    """A place as both readers have it; the second is asked only where a pen left doubt."""
    own = read(image, place, figures)
    if own is None:
        return None
    penned = any(span.penned for span in own.spans)
    words = lines[place.line].words[place.first : place.last + 1]
    if penned and second is None:
        sure = trusted(own.parts, own.sure, None)
        return Reading(_with_sure_year(words, own.parts), sure, own.spans)
    doubtful = penned and prod(own.sure) < _SURE
    engine = symbol(text_of(words))
    parts = _asked(image, place, own, engine, second) if second and doubtful else own.parts
    if second and penned and place.kind is Kind.NUMBER:
        seen = strip(image, place, place.box.left, CLOSE)
        engine = printed(engine, parts[0], seen, second)
    parts = _with_sure_year(words, parts)
    return Reading(parts, trusted(own.parts, own.sure, parts), own.spans, engine)


def _with_sure_year(words: Sequence[Word], parts: Parts) -> Parts:
    """A date's parts, the year as a sure engine has it: years are mostly print."""
    last = words[-1]
    year = last.text.rstrip(".,)")
    certain = len(parts) == 3 and last.confidence > SURE and _YEAR.fullmatch(year)
    return (*parts[:2], year) if certain else parts


def _asked(image: Image, place: Place, own: Seen, engine: str, second: LineReader) -> Parts:
    high, wide = image.kept.shape[:2]
    before = _BEFORE_DAY * place.em * high / wide
    left = place.box.left if place.kind is Kind.NUMBER else own.spans[0].word - before
    heard = weighed(place.kind, own.shares, strip(image, place, left), engine, second)
    return tuple(max(shares, key=lambda figures: shares[figures]) for shares in heard)


def _amends(place: Place, reading: Reading) -> bool:
    """Whether a pen wrote there, or a number is surely blank where an engine saw something."""
    blank = not reading.parts[0] and reading.sure[0] > _SURELY_BLANK
    return reading.penned or (blank and place.kind is Kind.NUMBER)
