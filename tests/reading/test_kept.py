"""The kept picture is as small as it can be, and of black and white nothing is lost."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from ocr_service.reading.kept import encode
from tests.reading.drawn import Pixels, page

DRAWN = np.ascontiguousarray(page()[200:500, 200:700])


def black_and_white() -> Pixels:
    return np.where(DRAWN < 128, 0, 255).astype(np.uint8)


def stamped() -> Pixels:
    pixels = DRAWN.copy()
    pixels[120:122, 50:60] = (0, 0, 255)
    return pixels


@pytest.mark.parametrize(
    ("pixels", "kind", "mode"),
    [(DRAWN, "JPEG", "L"), (black_and_white(), "PNG", "1"), (stamped(), "JPEG", "RGB")],
)
def test_a_picture_is_kept_in_the_colours_it_has(pixels: Pixels, kind: str, mode: str) -> None:
    with Image.open(BytesIO(encode(pixels, 200))) as kept:
        assert (kept.format, kept.mode) == (kind, mode)
        assert round(kept.info["dpi"][0]) == 200
        again = np.asarray(kept.convert("RGB"))[..., ::-1]
    assert abs(again.astype(int) - pixels).mean() < (0.01 if kind == "PNG" else 3)
