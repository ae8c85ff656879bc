"""The readers compared: ours whole, and plain Tesseract on the same picture."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.pipeline import read
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.image import Image

Reader = Callable[[bytes, int], str]
"""Reads a file (its bytes, its dpi) into text."""


def ours(name: str = "tesserocr") -> Reader:
    """The whole way through, as the service goes it."""
    reader = engine(name)

    def read_text(file: bytes, dpi: int) -> str:
        del dpi
        return "\f".join(page.text for page in read(file, reader))

    return read_text


def plain_tesseract(name: str = "tesserocr") -> Reader:
    """Tesseract as it is, on the undressed picture."""
    reader: Engine = engine(name)

    def read_text(file: bytes, dpi: int) -> str:
        grey = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_GRAYSCALE)
        ink: NDArray[np.uint8] = np.asarray(grey, np.uint8)
        lines = reader.read(Image(1, ink, ink, dpi))
        return "\n".join(line.text for line in lines)

    return read_text
