"""The readers in this process: ours whole, and plain Tesseract on the same picture."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from ocr_service.pipeline import read
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.engines.tesseract import LANGUAGE, PAGE_LAYOUT, find_models
from ocr_service.reading.image import Pixels

Reader = Callable[[bytes, int], str]
"""Reads a file (its bytes, its dpi) into text."""

_started: list[Any] = []


def ours(name: str = "tesserocr") -> Reader:
    """The whole way through, as the service goes it."""
    reader = engine(name)

    def read_text(file: bytes, dpi: int) -> str:
        del dpi
        return "\f".join(page.text for page in read(file, reader))

    return read_text


def tesseract_text(pixels: Pixels, dpi: int) -> str:
    """What Tesseract, as the program comes, makes of an undressed picture (BGR or grey)."""
    import tesserocr

    if not _started:
        _started.append(tesserocr.PyTessBaseAPI(str(find_models()), LANGUAGE, psm=PAGE_LAYOUT))
    api = _started[0]
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    height, width = grey.shape
    api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    api.SetSourceResolution(dpi)
    return str(api.GetUTF8Text())


def plain_tesseract() -> Reader:
    """Tesseract as it is, on the undressed picture."""

    def read_text(file: bytes, dpi: int) -> str:
        grey = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_GRAYSCALE)
        return tesseract_text(np.asarray(grey, np.uint8), dpi)

    return read_text
