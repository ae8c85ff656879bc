"""The text layer of a born-digital page, where it can be trusted in place of OCR.

What counts is what people see. A page under a picture is a scan: the words behind it are some
scanner's guess, and it is read from the picture. Elsewhere a word is taken that stands on bare
paper and leaves its ink there; where a picture lies, or words lie over words, that place alone is
read from the picture ("gaps"). Hidden words are passed over. Text of old fonts is made Unicode;
what then is no language at all comes from a broken font, and the page is read from the picture.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr_service.domain.page import Box, Line
from ocr_service.reading.image import Pixels
from ocr_service.reading.laid import laid
from ocr_service.reading.legacy import is_legacy_name
from ocr_service.reading.mupdf import pymupdf
from ocr_service.reading.painted import Painted
from ocr_service.reading.prints import Believed, Prints, Spans, believed, in_sight, in_unicode
from ocr_service.reading.sound import is_foreign, is_sound
from ocr_service.reading.visible import Ink

SCAN = 0.5  # of the page under pictures
FEWEST_LETTERS = 20
LEAST_SEEN = 0.5  # of the letters; with fewer in sight the layer tells of something else
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
    words = laid(kept.prints.only(drawn), *size, SURE)
    least = max(FEWEST_LETTERS, LEAST_SEEN * sum(map(len, found.texts)))
    if sum(len(word.text) for word in words.words) < least or not is_sound(words.words):
        return Layer()
    perhaps = np.concatenate([content.outlines, kept.prints.rects[~drawn]])
    perhaps = perhaps[ink.busy(perhaps / whole)]
    places = np.concatenate([content.rects[content.pictures], kept.doubted, perhaps])
    gaps = [*(_box(rect, size) for rect in places), *words.clashing]
    return Layer(words.lines(*size), tuple(map(_on_page, gaps)))


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
    told = laid(found, *size, HEARSAY)
    return told.lines(*size) if told.words and is_sound(told.words) else ()


def _box(rect: NDArray[np.float64], size: tuple[float, float]) -> Box:
    (left, top, right, bottom), (width, height) = rect.tolist(), size
    return Box(left / width, top / height, right / width, bottom / height)


def _on_page(box: Box) -> Box:
    sides = (min(max(side, 0.0), 1.0) for side in (box.left, box.top, box.right, box.bottom))
    return Box(*sides)
