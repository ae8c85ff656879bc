"""The upright picture of a page as people will see it, and as it is kept."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image as Pillow

from ocr_service.reading.image import Pixels

JPEG_QUALITY = 85
SAMPLED = 50  # one row of so many is looked at first


def encode(pixels: Pixels, dpi: int) -> bytes:
    """A JPEG, or a PNG where the picture is black and white only (smaller, and exact).

    ``pixels``: height x width x 3, BGR. What has no colour is written in grey: half the work.
    """
    out = BytesIO()
    if not grey(pixels):
        picture = Pillow.fromarray(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)))
        picture.save(out, "JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi))
        return out.getvalue()
    levels = cv2.extractChannel(pixels, 0)
    picture = Pillow.fromarray(levels)
    if cv2.countNonZero(cv2.inRange(levels, 1, 254)):
        picture.save(out, "JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi))
    else:
        picture = picture.convert("1", dither=Pillow.Dither.NONE)
        picture.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def grey(pixels: Pixels) -> bool:
    """Whether no pixel has any colour; told at once from a few rows where many have."""
    return _all_grey(pixels[::SAMPLED]) and _all_grey(pixels)


def _all_grey(pixels: Pixels) -> bool:
    blue, green, red = cv2.split(np.ascontiguousarray(pixels))
    return np.array_equal(blue, green) and np.array_equal(green, red)
