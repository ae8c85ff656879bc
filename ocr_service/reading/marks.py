"""Finds the machine-readable signs on a page: QR codes, barcodes and the MRZ of a card."""

from collections.abc import Iterator, Sequence

from ocr_service.domain.page import Line, Mark
from ocr_service.reading.codes import codes
from ocr_service.reading.image import Image
from ocr_service.reading.mrz import mrz


def marks(image: Image, lines: Sequence[Line] = ()) -> Iterator[Mark]:
    """The signs that decode; ``lines`` as read give the MRZ, kept when its check digits agree."""
    yield from codes(image.kept, image.dpi)
    if zone := mrz(lines):
        yield zone
