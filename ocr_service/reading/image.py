"""The picture of one page as every reading step passes it on."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ocr_service.domain.page import Box, Line

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Sheet:
    """One side of paper as it lay in the file.

    ``pixels``: height x width x 3, BGR, 8 bit. ``dpi``: pixels an inch, as the file says or
    as guessed. ``text``: lines of a text layer that is trusted in place of OCR (boxes in shares
    of ``pixels``), empty when the page must be read from the picture. ``gaps``: places on a page
    with such lines that only the picture tells about. ``hearsay``: lines of a layer that is not
    trusted, for want of better. ``rotation``: quarter turns in degrees, clockwise, by which the
    page was set upright when it was rendered. ``plain``: no code can stand on it.
    """

    number: int
    pixels: Pixels
    dpi: int
    text: tuple[Line, ...] = ()
    gaps: tuple[Box, ...] = ()
    hearsay: tuple[Line, ...] = ()
    rotation: int = 0
    plain: bool = False


@dataclass(frozen=True)
class Image:
    """A cleaned page.

    ``kept``: upright, straight, in colour, for people (what boxes refer to).
    ``ink``: the same geometry, grey, flattened, stamps lifted, for the engine; it may be
    enlarged, so engines give boxes as shares. ``dpi`` is that of ``kept``. Where ``text`` is
    trusted, ``ink`` shows the ``gaps`` only. For the other fields see ``Sheet``.
    """

    number: int
    kept: Pixels
    ink: Pixels
    dpi: int
    rotation: int = 0
    skew: float = 0.0
    text: tuple[Line, ...] = field(default=())
    gaps: tuple[Box, ...] = ()
    hearsay: tuple[Line, ...] = ()
    plain: bool = False
