"""Sheets from PDF: each page rendered once, at the resolution that its own pictures have."""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import cv2
import numpy as np
import pymupdf

from ocr_service.domain.page import Line
from ocr_service.reading import complaints
from ocr_service.reading.image import Pixels, Sheet
from ocr_service.reading.limits import Limits
from ocr_service.reading.sniff import Source
from ocr_service.reading.text_layer import trusted_lines

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

USUAL_DPI = 200  # for drawn pages: enough for the engine, half the work of 300
HIGHEST_DPI = 300
LOWEST_DPI = 72
COVERING = 0.5  # a page with pictures over half of it is a scan
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
                # MuPDF would keep what it decoded, up to 256 MB of it.
                pymupdf.TOOLS.store_shrink(100)


def _counted(document: pymupdf.Document, limits: Limits) -> int:
    count = int(document.page_count)
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
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
        raise complaints.damaged_file() from error
    with document:
        if document.needs_pass:
            raise complaints.encrypted_pdf()
        yield document


def _sheet(document: pymupdf.Document, number: int, limits: Limits) -> Sheet:
    try:
        page = document[number - 1]
        _check_pictures(page, limits)
        dpi = _dpi(page, limits)
        pixels = _render(page, dpi)
        return Sheet(number, pixels, max(round(dpi), 1), _text(page))
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
        raise complaints.damaged_file(number) from error


def _check_pictures(page: pymupdf.Page, limits: Limits) -> None:
    for picture in page.get_images(full=True):
        width, height = picture[2], picture[3]
        if width * height > limits.max_pixels:
            raise complaints.too_many_pixels(width, height, limits)


def _dpi(page: pymupdf.Page, limits: Limits) -> float:
    """Pixels an inch to render at: a scan's own, 300 at most; the usual for drawn pages."""
    dpi = min(_own_dpi(page) or USUAL_DPI, HIGHEST_DPI)
    square_inches = max(page.rect.width * page.rect.height / 72**2, 1e-6)
    return min(max(dpi, LOWEST_DPI), math.sqrt(limits.sheet_pixels / square_inches))


def _own_dpi(page: pymupdf.Page) -> float | None:
    """The finest resolution among the page's large pictures, if together they cover it."""
    whole = page.rect.width * page.rect.height
    covered, finest = 0.0, 0.0
    for picture in page.get_image_info():
        # The picture may lie turned: then its width runs along the page's height.
        a, b, *_ = picture["transform"]
        across = math.hypot(a, b)
        share = pymupdf.Rect(picture["bbox"]).get_area() / whole if whole else 0.0
        if share < PICTURE or across <= 0:
            continue
        covered += share
        finest = max(finest, picture["width"] * 72 / across)
    return finest if covered >= COVERING else None


def _render(page: pymupdf.Page, dpi: float) -> Pixels:
    """BGR pixels, with annotations and the appearance of signatures drawn."""
    zoom = pymupdf.Matrix(dpi / 72, dpi / 72)
    pixmap = page.get_pixmap(matrix=zoom, colorspace=pymupdf.csRGB, alpha=False, annots=True)
    rows = np.frombuffer(pixmap.samples_mv, dtype=np.uint8)
    rgb = rows.reshape(pixmap.height, pixmap.stride)[:, : pixmap.width * 3]
    rgb = rgb.reshape(pixmap.height, pixmap.width, 3)
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _text(page: pymupdf.Page) -> tuple[Line, ...]:
    return trusted_lines(page)
