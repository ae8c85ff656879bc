"""Takes the pepper and pinholes out of black-and-white pages."""

import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.image import Pixels

MIDDLE_GREYS = 0.04  # a page with more of them was not made of black and white alone
SPECK_MM = 0.17  # across; a full stop of 12 points is 0.5 mm


def without_speckle(grey: Pixels, dpi: int) -> Pixels:
    """The picture less specks no larger than a pixel or two, if it is (nearly) black and white."""
    sample = grey[::4, ::4]
    if float(((sample > 64) & (sample < 192)).mean()) > MIDDLE_GREYS:
        return grey
    largest = max(round((SPECK_MM * dpi / 25.4) ** 2), 1)
    ink = (grey < 128).astype(np.uint8)
    if _specks(ink, 2).mean() < 2e-5:
        return grey
    out = grey.copy()
    out[_specks(ink, largest)] = 255
    out[_specks(1 - ink, largest)] = 0
    return out


def _specks(ink: Pixels, largest: int) -> NDArray[np.bool_]:
    pieces = pieces_of(ink)
    return pieces.picture(pieces.area <= largest) > 0
