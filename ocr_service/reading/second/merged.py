"""Lines of print that the first reader took for one, as it does where capitals stand close."""

from collections.abc import Sequence
from statistics import median

from ocr_service.domain.page import Line

FEWEST = 12  # words that tell the size of print on the page
TALL = 1.7  # heights of a word: print in one size is no taller, with all its marks
RUBBLE = 0.5  # the mean confidence below which its words say nothing


def em_of(lines: Sequence[Line]) -> float:
    """The usual height of a word, as a share of the page's; 0 where there are few."""
    heights = [word.box.height for line in lines for word in line.words]
    return median(heights) if len(heights) >= FEWEST else 0.0


def merged(line: Line, em: float) -> bool:
    """Whether a line is several in one: far taller than print is, and read as rubble."""
    return bool(em) and line.box.height > TALL * em and line.confidence < RUBBLE
