"""Finds the machine-readable signs on a page: QR codes, barcodes and the MRZ of a card."""

from collections.abc import Iterator, Sequence

from ocr_service.domain.page import Line, Mark
from ocr_service.reading.codes import codes
from ocr_service.reading.image import Image
from ocr_service.reading.mrz import mrz
from ocr_service.reading.zone_look import closer_look, zone_band


def marks(image: Image, lines: Sequence[Line] = ()) -> Iterator[Mark]:
    """The signs that decode; ``lines`` as read give the MRZ, as far as check digits prove it."""
    yield from codes(image.kept, image.dpi)
    closer = closer_look() if zone_band(lines) else None
    if zone := mrz(lines, image, closer):
        yield zone
