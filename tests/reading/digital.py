"""PDF files drawn for the tests of text layers: born digital, signed, of old fonts, hostile."""

import functools
from collections.abc import Sequence
from typing import Any

import pymupdf

from ocr_service.domain.page import Box, Line, Page
from ocr_service.pipeline import read
from ocr_service.reading.image import Image, Pixels
from tests.reading.drawn import BODY

A4 = (595, 842)
PROSE = "".join(f"<p>{line}</p>" for line in BODY)
Document = Any
"""A pymupdf.Document; the library has no types."""


def born_digital(html: str = PROSE, size: tuple[float, float] = A4) -> Document:
    """One page of paragraphs in a serif font."""
    return pymupdf.open(stream=_drawn(html, size))


@functools.cache
def _drawn(html: str, size: tuple[float, float]) -> bytes:
    document = pymupdf.open()
    sheet = document.new_page(width=size[0], height=size[1])
    write(sheet, (60, 80, size[0] - 55, size[1] - 42), html)
    document.subset_fonts()
    return bytes(document.tobytes(garbage=3))


def write(sheet: Any, place: Sequence[float], html: str) -> None:
    sheet.insert_htmlbox(place, f"<div style='font-family:serif'>{html}</div>")


class Eyes:
    """An engine that reads the same lines on every page, and remembers the pages it was shown."""

    name = "eyes"

    def __init__(self, *lines: Line) -> None:
        self.lines = lines
        self.shown: list[Image] = []

    def read(self, image: Image) -> tuple[Line, ...]:
        self.shown.append(image)
        return self.lines

    glance = read


def page_of(document: Document, eyes: Eyes | None = None) -> Page:
    [page] = read(bytes(document.tobytes()), eyes or Eyes())
    return page


def darkest_under(box: Box, pixels: Pixels) -> int:
    """The darkest grey level in a box of a picture, 0 to 255."""
    height, width = pixels.shape[:2]
    down = slice(int(box.top * height), int(box.bottom * height) + 1)
    return int(pixels[down, int(box.left * width) : int(box.right * width) + 1].min())


def rename_fonts(document: Document, name: str) -> Document:
    """The document with every font said to be ``name``, as old Vietnamese programs left it."""
    for xref, *_ in document.get_page_fonts(0):
        document.xref_set_key(xref, "BaseFont", f"/{name}")
    return pymupdf.open(stream=document.tobytes())


def sign(document: Document, place: Sequence[float], text: str, picture: bytes = b"") -> None:
    """A signature of which only the appearance tells ``text``, or shows ``picture``.

    ``place`` in points from the lower left corner, as PDF counts.
    """
    wide, tall = place[2] - place[0], place[3] - place[1]
    inner, resources = _picture(document, picture, wide, tall) if picture else _text(document, text)
    sheet = document[0]
    appearance = document.get_new_xref()
    document.update_object(
        appearance,
        f"<</Type/XObject/Subtype/Form/BBox[0 0 {wide} {tall}]/Resources<<{resources}>>>>",
    )
    document.update_stream(appearance, inner)
    signature, widget = document.get_new_xref(), document.get_new_xref()
    document.update_object(
        signature, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached>>"
    )
    where = " ".join(map(str, place))
    document.update_object(
        widget,
        f"<</Type/Annot/Subtype/Widget/FT/Sig/T(S{widget})/F 132/Rect[{where}]/V {signature} 0 R"
        f"/P {sheet.xref} 0 R/AP<</N {appearance} 0 R>>>>",
    )
    _, held = document.xref_get_key(sheet.xref, "Annots")
    before = held.strip("[]") if held != "null" else ""
    document.xref_set_key(sheet.xref, "Annots", f"[{before} {widget} 0 R]")
    document.xref_set_key(
        document.pdf_catalog(), "AcroForm", f"<</Fields[{widget} 0 R]/SigFlags 3>>"
    )


def _text(document: Document, text: str) -> tuple[bytes, str]:
    font = document.get_new_xref()
    document.update_object(
        font, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"
    )
    return f"BT /F0 12 Tf 1 3 Td ({text}) Tj ET".encode("cp1252"), f"/Font<</F0 {font} 0 R>>"


def _picture(document: Document, picture: bytes, wide: float, tall: float) -> tuple[bytes, str]:
    away = document.new_page()  # a place to put the picture into the file by
    xref = away.insert_image(away.rect, stream=picture)
    document.delete_page(away.number)
    return f"q {wide} 0 0 {tall} 0 0 cm /I0 Do Q".encode(), f"/XObject<</I0 {xref} 0 R>>"
