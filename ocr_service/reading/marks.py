"""Finds the machine-readable signs on a page: QR codes, barcodes and the MRZ of a card."""

from collections.abc import Iterator, Sequence

import cv2
import zxingcpp

from ocr_service.domain.page import Box, Line, Mark, MarkKind
from ocr_service.reading.image import Image
from ocr_service.reading.mrz import mrz

SQUARE = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix)
STRIPED = (
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.Code39,
    zxingcpp.BarcodeFormat.EAN13,
    zxingcpp.BarcodeFormat.ITF,
    zxingcpp.BarcodeFormat.PDF417,
)


def marks(image: Image, lines: Sequence[Line] = ()) -> Iterator[Mark]:
    """The signs that decode; ``lines`` as read give the MRZ, kept when its check digits agree."""
    grey = cv2.cvtColor(image.kept, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    codes = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(SQUARE), try_invert=False)
    # The page stands upright, so stripes need no search in every direction: half of the time.
    codes += zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats(STRIPED), try_rotate=False, try_invert=False
    )
    for code in codes:
        kind = MarkKind.QR if code.format in SQUARE else MarkKind.BARCODE
        yield Mark(kind, code.text, _box(code.position, width, height))
    if zone := mrz(lines):
        yield zone


def _box(position: zxingcpp.Position, width: int, height: int) -> Box:
    corners = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return Box(min(across) / width, min(down) / height, max(across) / width, max(down) / height)
