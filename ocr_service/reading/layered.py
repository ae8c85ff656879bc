"""The lines of a page from its text layer and its picture, each where it is the better witness."""

from collections.abc import Sequence
from dataclasses import replace

from ocr_service.domain.page import Box, Line, TextSource, Word
from ocr_service.reading.blank import nothing_on
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image
from ocr_service.reading.laid import in_rows
from ocr_service.reading.lines import in_columns
from ocr_service.schema.syllables import share_of_syllables

LEAST_SURE = 0.5  # of a line in a gap; emblems and strokes of a pen read as letters hardly are
LEAST_SYLLABLES = 0.5


def read_lines(image: Image, engine: Engine) -> tuple[tuple[Line, ...], TextSource]:
    """The lines of the page and where they come from; raises what ``engine.read`` raises.

    What lies behind the picture of a scan is used only where the engine reads nothing at all.
    """
    if image.text and not image.gaps:
        return image.text, TextSource.TEXT_LAYER
    read = () if nothing_on(image) else engine.read(image)
    if image.text:
        return _joined(image, read), TextSource.TEXT_LAYER
    if read:
        return read, TextSource.OCR
    return image.hearsay, TextSource.TEXT_LAYER if image.hearsay else TextSource.NONE


def _joined(image: Image, read: Sequence[Line]) -> tuple[Line, ...]:
    """The trusted lines, with those read in their gaps set in at their places."""
    height, width = image.kept.shape[:2]
    level = [line for line in image.text if line.box.height * height < line.box.width * width * 2]
    trusted = [word for line in level for word in line.words]
    told = [line for line in read if _is_text(line)]
    new = [[one for one in line.words if _is_new(one, image.gaps, trusted)] for line in told]
    added = [words for words in new if words]
    if not added:
        return image.text
    rows = [Line(tuple(row)) for row in in_rows([*(line.words for line in level), *added])]
    lines = in_columns(rows, width, height)
    block = lines[-1].block + 1
    on_end = [line for line in image.text if line not in level]
    return (*lines, *(replace(line, block=block + at) for at, line in enumerate(on_end)))


def _is_text(line: Line) -> bool:
    texts = [word.text for word in line.words]
    told = any(sign.isalnum() for text in texts for sign in text)
    return told and line.confidence >= LEAST_SURE and share_of_syllables(texts) >= LEAST_SYLLABLES


def _is_new(word: Word, gaps: Sequence[Box], trusted: Sequence[Word]) -> bool:
    x, y = word.box.middle
    if not any(gap.left <= x <= gap.right and gap.top <= y <= gap.bottom for gap in gaps):
        return False
    return not any(_over(word.box, other.box) for other in trusted)


def _over(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down > 0 and across * down > 0.3 * one.width * one.height
