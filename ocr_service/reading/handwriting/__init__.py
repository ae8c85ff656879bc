"""Numbers and dates that a pen filled in on printed lines: found, read, put into the words."""

from ocr_service.domain.page import Line
from ocr_service.reading.handwriting.figures import FigureReader, Figures
from ocr_service.reading.handwriting.places import places
from ocr_service.reading.handwriting.read import Reading, read
from ocr_service.reading.handwriting.words import amended
from ocr_service.reading.image import Image

_SURELY_BLANK = 0.95

__all__ = ["Figures", "with_handwriting"]


def with_handwriting(
    image: Image, lines: tuple[Line, ...], figures: FigureReader
) -> tuple[Line, ...]:
    """The lines with the numbers and dates that a pen wrote, as far as an engine missed them.

    Words by pen are marked ``handwritten``, and their confidence is the probability that they are
    right. Print is left as the engine read it.
    """
    found = [(place, read(image, place, figures)) for place in places(lines)]
    amends = [(place, reading) for place, reading in found if reading and _amends(reading)]
    if not amends:
        return lines
    high, wide = image.kept.shape[:2]
    amended_lines = list(lines)
    # From right to left, so that the places of words still count.
    for place, reading in sorted(amends, key=lambda pair: -pair[0].first):
        line = amended_lines[place.line]
        amended_lines[place.line] = amended(line, place, reading, place.em * high / wide)
    return tuple(amended_lines)


def _amends(reading: Reading) -> bool:
    """Whether a pen wrote there, or a place is surely blank where an engine saw something."""
    blank = any(not part.figures and part.sure > _SURELY_BLANK for part in reading.parts[:2])
    return blank or any(part.penned for part in reading.parts)
