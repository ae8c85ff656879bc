"""Sheets from PDF: each page rendered once, at the resolution that its own pictures have."""

import logging
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import cv2
import numpy as np

from ocr_service.reading import complaints
from ocr_service.reading.image import Pixels, Sheet
from ocr_service.reading.laid import turn_to_level
from ocr_service.reading.limits import Limits
from ocr_service.reading.mupdf import pymupdf
from ocr_service.reading.painted import Painted, painted
from ocr_service.reading.pictures import A4_INCHES, SANE_LONG_SIDE
from ocr_service.reading.prints import prints
from ocr_service.reading.signatures import as_drawn
from ocr_service.reading.sniff import Source
from ocr_service.reading.text_layer import SCAN, read_layer

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)
pymupdf.set_messages(pylogging_level=logging.DEBUG)  # else on standard output, amid our answers

DECODING_ERRORS = (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
USUAL_DPI = 200  # for drawn pages: enough for the engine, half the work of 300
PLAIN_DPI = 120  # for pages of text only: enough for people, and ten points stay clear
HIGHEST_DPI = 300
LOWEST_DPI = 72
WHITE = 255
NARROWEST = 8  # pixels; nothing can stand on a narrower page
FORGET_EVERY = 16  # pages
PICTURE = 0.02  # smaller ones are emblems and signatures; they say nothing of the page


def count_pages(source: Source, limits: Limits) -> int:
    """The number of pages; raises BadInput when the file cannot be opened or has too many."""
    with _document(source) as document:
        return _counted(document, limits)


def sheets(source: Source, pages: Iterable[int] | None, limits: Limits) -> Iterator[Sheet]:
    """One sheet a page; see ``split``."""
    with _document(source) as document:
        count = _counted(document, limits)
        for number in range(1, count + 1) if pages is None else pages:
            if 1 <= number <= count:
                yield _sheet(document, number, limits)


def _counted(document: pymupdf.Document, limits: Limits) -> int:
    try:
        count = int(document.page_count)
    except DECODING_ERRORS as error:
        raise complaints.damaged_file() from error
    if count == 0:
        raise complaints.damaged_file()
    if count > limits.max_pages:
        raise complaints.too_many_pages(count, limits)
    return count


@contextmanager
def _document(source: Source) -> Iterator[pymupdf.Document]:
    try:
        if isinstance(source, bytes):
            document = pymupdf.open(stream=source, filetype="pdf")
        else:
            document = pymupdf.open(str(source), filetype="pdf")
    except DECODING_ERRORS as error:
        raise complaints.damaged_file() from error
    with document:
        if document.needs_pass:
            raise complaints.encrypted_pdf()
        yield document


def _sheet(document: pymupdf.Document, number: int, limits: Limits) -> Sheet:
    try:
        page = as_drawn(document, document[number - 1])
        content = painted(page)
        if content.has_pictures:
            _check_pictures(page, limits)
        sheet = _upright(Shown(page, content), number, limits)
        if document.is_repaired and _lost(page, sheet):
            raise complaints.damaged_file(number)
        # MuPDF would keep what it decoded, up to 256 MB of it; fonts are worth keeping a while.
        if content.has_pictures or number % FORGET_EVERY == 0:
            pymupdf.TOOLS.store_shrink(100)
        return sheet
    except DECODING_ERRORS as error:
        raise complaints.damaged_file(number) from error


def _lost(page: pymupdf.Page, sheet: Sheet) -> bool:
    """Whether a page of a file that broke off shows nothing of what it names: no blank page."""
    streams = [page.parent.xref_is_stream(part) for part in page.get_contents()]
    return bool(page.get_images() or not all(streams)) and bool((sheet.pixels == WHITE).all())


def _check_pictures(page: pymupdf.Page, limits: Limits) -> None:
    for picture in page.get_images(full=True):
        width, height = picture[2], picture[3]
        if width * height > limits.max_pixels:
            raise complaints.too_many_pixels(width, height, limits)


class Shown:
    """A page laid out once, for its picture and for its text; ``turn``: see ``Sheet.rotation``."""

    def __init__(self, page: pymupdf.Page, content: Painted, turn: int = 0) -> None:
        self.page, self.content, self.turn = page, content, turn
        self.list = page.get_displaylist(annots=1)
        self.words = prints(self.list)


def _upright(shown: Shown, number: int, limits: Limits) -> Sheet:
    """A drawn page turned so that most of its words run level."""
    page = shown.page
    if turn := 0 if shown.content.pictured >= SCAN else turn_to_level(shown.words):
        page.set_rotation((page.rotation + turn) % 360)
        shown = Shown(page, painted(page), turn)
    return _rendered(shown, number, limits)


def _rendered(shown: Shown, number: int, limits: Limits) -> Sheet:
    dpi, stated = _dpi(shown.page, shown.content, limits)
    pixels = _render(shown.list, dpi)
    layer = read_layer(shown.page, shown.words, shown.content, pixels)
    return Sheet(
        number,
        pixels,
        max(round(stated), 1),
        layer.lines,
        layer.gaps,
        layer.hearsay,
        shown.turn if layer.lines else 0,
        not shown.content.may_hold_codes,
    )


def _dpi(page: pymupdf.Page, content: Painted, limits: Limits) -> tuple[float, float]:
    """Pixels to render an inch of the page at, and those of an inch of paper.

    A scan is shown as fine as it is, 300 dpi at most. Some programs make a page as many points
    large as the picture has pixels: a page of no sane size is taken for a whole A4.
    """
    rect = page.rect
    inches = max(rect.width, rect.height) / 72
    low, high = SANE_LONG_SIDE
    times = 1.0 if low <= inches <= high else max(inches, 0.01) / A4_INCHES[1]
    usual = USUAL_DPI if content.may_hold_codes else PLAIN_DPI
    own = _own_dpi(page) if content.pictured >= SCAN else None
    dpi = min(max(own or usual / times, LOWEST_DPI / times), HIGHEST_DPI / times)
    square_inches = max(rect.width * rect.height / 72**2, 1e-6)
    dpi = min(dpi, math.sqrt(limits.sheet_pixels / square_inches))
    return dpi, dpi * times


def _own_dpi(page: pymupdf.Page) -> float | None:
    """The finest resolution among the page's large pictures."""
    whole = page.rect.width * page.rect.height
    finest = 0.0
    for picture in page.get_image_info():
        # The picture may lie turned: then its width runs along the page's height.
        a, b, *_ = picture["transform"]
        across = math.hypot(a, b)
        share = pymupdf.Rect(picture["bbox"]).get_area() / whole if whole else 0.0
        if share >= PICTURE and across > 0:
            finest = max(finest, picture["width"] * 72 / across)
    return finest or None


def _render(shown: pymupdf.DisplayList, dpi: float) -> Pixels:
    """BGR pixels, with annotations and the appearance of signatures drawn."""
    zoom = pymupdf.Matrix(dpi / 72, dpi / 72)
    pixmap = shown.get_pixmap(matrix=zoom, colorspace=pymupdf.csRGB, alpha=False)
    if min(pixmap.width, pixmap.height) < NARROWEST:
        raise ValueError(f"a page of {pixmap.width} x {pixmap.height} pixels")
    rows = np.frombuffer(pixmap.samples_mv, dtype=np.uint8)
    rgb = rows.reshape(pixmap.height, pixmap.stride)[:, : pixmap.width * 3]
    rgb = rgb.reshape(pixmap.height, pixmap.width, 3)
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), dtype=np.uint8)
