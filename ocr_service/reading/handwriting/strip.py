"""Cuts a line out of the kept picture as the reader of figures wants it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.handwriting.places import Place
from ocr_service.reading.image import Image

HEIGHT = 40
EM = 21  # the size of print in a strip, in pixels
BEFORE, AFTER = 0.8, 2.6  # in ems: the pen goes on where print ends
WIDEST = 560
_PAPER = 90  # per cent: the lightness of the paper among a strip's pixels
_BLUE = 200.0  # how much bluer than red a blue pen's ink is

Planes = NDArray[np.float32]


@dataclass(frozen=True)
class View:
    """A way to look: ``scale`` of the print against EM, ``shift`` down in pixels of a strip."""

    scale: float
    shift: float


@dataclass(frozen=True)
class Strip:
    """``planes``: (2, HEIGHT, width), how dark and how blue, 0 to 1.

    ``left`` and ``step``: where its first pixel lies and how wide a pixel is, in shares of the
    page's width.
    """

    planes: Planes
    left: float
    step: float


def cut(image: Image, place: Place, view: View) -> Strip:
    """The strip of a place, seen in one way; what lies beyond the page is paper."""
    high, wide = image.kept.shape[:2]
    scale = view.scale * EM / max(place.em * high, 1.0)
    left = place.box.left * wide - BEFORE * EM / scale
    right = place.box.right * wide + AFTER * EM / scale
    width = min(int((right - left) * scale), WIDEST)
    width += width % 2
    top = place.middle * high - (HEIGHT / 2 + view.shift) / scale
    first, last = max(int(left) - 2, 0), min(int(left + width / scale) + 3, wide)
    above, below = max(int(top) - 2, 0), min(int(top + HEIGHT / scale) + 3, high)
    patch = _planes(image.kept[above:below, first:last])
    if scale < 0.8:
        patch = np.asarray(cv2.GaussianBlur(patch, (0, 0), 0.4 / scale), np.float32)
    frame = np.array(
        [[scale, 0, (first - left) * scale], [0, scale, (above - top) * scale]], np.float32
    )
    seen = cv2.warpAffine(patch, frame, (width, HEIGHT), flags=cv2.INTER_LINEAR)
    return Strip(np.ascontiguousarray(seen.transpose(2, 0, 1)), left / wide, 1 / (scale * wide))


def _planes(patch: NDArray[np.uint8]) -> Planes:
    """How dark and how blue each pixel is; red (stamps, rust) is neither."""
    blue, _, red = (patch[:, :, at].astype(np.float32) for at in range(3))
    paper = max(float(np.percentile(red, _PAPER)), 1.0)
    bluer = blue - red
    bluer -= float(np.median(bluer))
    return np.clip(np.dstack([1 - red / paper, bluer / _BLUE]), 0, 1).astype(np.float32)
