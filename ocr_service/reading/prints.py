"""The words of a PDF page as its text layer gives them, and which of them can be believed.

Hidden words, and words that something was drawn over, are no evidence of what people see.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.legacy import ENCODINGS, decoder, encoding_of
from ocr_service.reading.mupdf import pymupdf
from ocr_service.reading.painted import Painted, Rects, as_shown, holding, middles, overlap

FLAGS = (
    pymupdf.TEXT_CLIP
    | pymupdf.TEXT_MEDIABOX_CLIP
    # What a file says that its letters mean is not what people see.
    | pymupdf.TEXT_IGNORE_ACTUALTEXT
)
INVISIBLE = 3  # the PDF text rendering mode
FAINT = 0.3  # opacity
LIGHT = 0.6  # from black to white; lighter letters on a picture may not show
SMALLEST = 3.0  # points; smaller print is hidden, not read
NARROWEST = 0.08  # of its height, a letter


@dataclass(frozen=True)
class Prints:
    """Words in the order of the file. ``lines`` numbers the line each stands on."""

    texts: tuple[str, ...]
    rects: Rects
    lines: NDArray[np.intp]

    def only(self, kept: NDArray[np.bool_]) -> "Prints":
        texts = tuple(text for text, keep in zip(self.texts, kept, strict=True) if keep)
        return Prints(texts, self.rects[kept], self.lines[kept])


@dataclass(frozen=True)
class Believed:
    """Words that people can see, and places where words stood that perhaps they cannot."""

    prints: Prints
    doubted: Rects


def prints(shown: pymupdf.DisplayList) -> Prints:
    """All words of a page, wherever they stand."""
    words = pymupdf.TextPage(shown.get_textpage(flags=FLAGS)).extractWORDS()
    rects = np.array([word[:4] for word in words], dtype=np.float64).reshape(-1, 4)
    lines = np.array([word[5] * 10_000 + word[6] for word in words], dtype=np.intp)
    return Prints(tuple(word[4].strip() for word in words), rects, lines)


def in_sight(found: Prints, width: float, height: float) -> Prints:
    """Less the words that are off the page, or too small or too narrow to be read."""
    x, y = middles(found.rects).T
    wide, tall = (found.rects[:, 2:] - found.rects[:, :2]).T
    long, short = np.maximum(wide, tall), np.minimum(wide, tall)
    counts = np.array([len(text) for text in found.texts])
    on_page = (x >= 0) & (x <= width) & (y >= 0) & (y <= height) & (counts > 0)
    return found.only(on_page & (short >= SMALLEST) & (long >= counts * short * NARROWEST))


class Spans:
    """The strokes of text on a page with their style, each answering for the words in it."""

    def __init__(self, page: pymupdf.Page) -> None:
        spans = page.get_texttrace()
        rects = np.array([span["bbox"] for span in spans], dtype=np.float64).reshape(-1, 4)
        self.rects = as_shown(rects, page)
        self.texts = ["".join(chr(char[0]) for char in span["chars"]) for span in spans]
        self.fonts = [str(span["font"]) for span in spans]
        self.order = np.array([span["seqno"] for span in spans], dtype=np.intp)
        self.unseen = np.array([_is_unseen(span) for span in spans], dtype=bool)
        self.light = np.array([_is_light(span) for span in spans], dtype=bool)

    def owners(self, found: Prints) -> list[int]:
        """For each word the span that drew it; a visible one first; -1 where none is known."""
        held = holding(self.rects, middles(found.rects))
        return [
            self._owner(text, np.flatnonzero(row))
            for text, row in zip(found.texts, held, strict=True)
        ]

    def _owner(self, text: str, near: Sequence[int] | NDArray[np.intp]) -> int:
        telling = [at for at in near if text in self.texts[at]]
        # A word may be put together from several spans, of one style as a rule.
        among = sorted(telling or list(near), key=lambda at: bool(self.unseen[at]))
        return int(among[0]) if among else -1


def _is_unseen(span: dict[str, object]) -> bool:
    faint = float(str(span["opacity"])) < FAINT
    return span["type"] == INVISIBLE or faint


def _is_light(span: dict[str, object]) -> bool:
    colour = span["color"]
    return isinstance(colour, Sequence) and bool(colour) and sum(colour) / len(colour) > LIGHT


def believed(found: Prints, spans: Spans, page: Painted) -> Believed:
    """The words less the hidden ones and those that lie under, or fade into, something else."""
    owners = np.array(spans.owners(found), dtype=np.intp)
    if not len(owners):
        return Believed(found, np.empty((0, 4)))
    unseen = (owners >= 0) & spans.unseen[owners]
    drawn = np.where(owners >= 0, spans.order[owners], 0)
    points = middles(found.rects)
    on_picture = holding(page.rects[page.pictures], points)
    over_it = page.pictures[None, :] > drawn[:, None]
    light = (owners < 0) | spans.light[owners]
    doubted = (on_picture & (over_it | light[:, None])).any(1)
    doubted |= _written_over(found.rects, drawn, page)
    return Believed(found.only(~unseen & ~doubted), found.rects[doubted & ~unseen])


def _written_over(rects: Rects, drawn: NDArray[np.intp], page: Painted) -> NDArray[np.bool_]:
    """Whether a shape was laid over a word, and other words upon it."""
    patched = np.zeros(len(rects), dtype=bool)
    for at, order in enumerate(drawn):
        later = page.covers[page.covers > order]
        over = later[overlap(rects[at : at + 1], page.rects[later])[0]]
        if len(over):
            after = page.texts[page.texts > over.min()]
            patched[at] = bool(overlap(rects[at : at + 1], page.rects[after]).any())
    return patched


def in_unicode(found: Prints, spans: Spans) -> Prints:
    """The words with text of old Vietnamese fonts turned into Unicode, font by font."""
    texts = list(found.texts)
    held: dict[str, list[int]] = {}
    for at, owner in enumerate(spans.owners(found)):
        if owner >= 0:
            held.setdefault(spans.fonts[owner], []).append(at)
    words = {font: [texts[at] for at in places] for font, places in held.items()}
    told = {encoding_of(font, words[font]) for font in held}
    usual = [encoding for encoding in ENCODINGS if encoding in told]
    for font, places in held.items():
        if decode := decoder(font, words[font], usual):
            for at in places:
                texts[at] = decode(texts[at])
    return Prints(tuple(texts), found.rects, found.lines)
