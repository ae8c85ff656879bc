"""The upright picture of a page as people will see it, and as it is kept."""

from io import BytesIO

import numpy as np
from PIL import Image as Pillow

from ocr_service.reading.image import Pixels

JPEG_QUALITY = 85


def encode(pixels: Pixels, dpi: int) -> bytes:
    """A JPEG, or a PNG where the picture is black and white only (smaller, and exact).

    ``pixels``: height x width x 3, BGR.
    """
    out = BytesIO()
    blue = pixels[:, :, 0]
    if bool(np.all((blue == 0) | (blue == 255))) and grey(pixels):
        Pillow.fromarray(blue).convert("1", dither=Pillow.Dither.NONE).save(
            out, "PNG", dpi=(dpi, dpi)
        )
    else:
        picture = Pillow.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
        picture.save(out, "JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi))
    return out.getvalue()


def grey(pixels: Pixels) -> bool:
    return bool(
        np.array_equal(pixels[:, :, 0], pixels[:, :, 1])
        and np.array_equal(pixels[:, :, 1], pixels[:, :, 2])
    )
