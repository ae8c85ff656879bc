"""The picture of one page as every reading step passes it on."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ocr_service.domain.page import Line

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Sheet:
    """One side of paper as it lay in the file.

    ``pixels``: height x width x 3, BGR, 8 bit. ``dpi``: pixels an inch, as the file says or
    as guessed. ``text``: lines of a text layer that is trusted in place of OCR (boxes in shares
    of ``pixels``), empty when the page must be read from the picture.
    """

    number: int
    pixels: Pixels
    dpi: int
    text: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Image:
    """A cleaned page.

    ``kept``: upright, straight, in colour, for people (what boxes refer to).
    ``ink``: the same geometry, grey, flattened, stamps lifted, for the engine; it may be
    enlarged, so engines give boxes as shares. ``dpi`` is that of ``kept``.
    """

    number: int
    kept: Pixels
    ink: Pixels
    dpi: int
    rotation: int = 0
    skew: float = 0.0
    text: tuple[Line, ...] = field(default=())
