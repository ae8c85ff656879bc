"""A closer look at the machine-readable zone of a card: its rows alone, read as nothing else."""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

import cv2
import numpy as np

from ocr_service.domain.errors import MissingDependency
from ocr_service.domain.page import Box, Line
from ocr_service.reading.image import Image, Pixels

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
LANGUAGES = ("eng", "vie")  # the first that is there; English comes with Tesseract itself
ROW = 36  # pixels that a row is high when it reads best
ONE_BLOCK = 6  # Tesseract's layout: lines of text and nothing else
LEAST_SIGNS = 20
SECONDS = 5
Closer = Callable[[Pixels], Sequence[str]]
"""Reads a grey picture of a zone: its rows, from above."""


def zone_band(lines: Sequence[Line]) -> Box | None:
    """Where a zone may stand, by what was read there: long rows of signs and fillers."""
    rows = [line for line in lines if _like_zone(line.text)]
    if not rows:
        return None
    height = sorted(line.box.height for line in rows)[len(rows) // 2]
    around = Box.around(line.box for line in rows)
    return Box(
        max(around.left - 0.03, 0.0),
        max(around.top - 1.5 * height, 0.0),
        min(around.right + 0.03, 1.0),
        min(around.bottom + 1.5 * height, 1.0),
    )


def _like_zone(text: str) -> bool:
    signs = re.sub(r"[^0-9A-Z<«]", "", text.upper())
    return len(signs) >= LEAST_SIGNS and ("<<" in signs or "«" in signs or "DVNM" in signs[:8])


def zone_rows(image: Image, band: Box, row_height: float, closer: Closer) -> Sequence[str]:
    """The rows read in the band; ``row_height`` is the share of the page that a row is high."""
    height, width = image.kept.shape[:2]
    part = image.kept[
        int(band.top * height) : int(band.bottom * height),
        int(band.left * width) : int(band.right * width),
    ]
    # Cards are tinted: of the three colours the darkest shows black ink and lifts none of it.
    grey = np.ascontiguousarray(part.min(axis=2))
    scale = ROW / max(row_height * height, 8.0)
    enlarged = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return closer(np.asarray(enlarged, np.uint8))


@cache
def closer_look() -> Closer | None:
    """Tesseract, kept to the signs of zones; None where it or its models are not installed."""
    try:
        import tesserocr

        from ocr_service.reading.engines.tesseract import find_models

        folder = find_models()
        known = [name for name in LANGUAGES if (folder / f"{name}.traineddata").is_file()]
        api: Any = tesserocr.PyTessBaseAPI(
            path=str(folder), lang=known[0], oem=tesserocr.OEM.LSTM_ONLY, psm=ONE_BLOCK
        )
    except (ImportError, MissingDependency, RuntimeError):
        return None
    api.SetVariable("tessedit_char_whitelist", SIGNS)
    return partial(_said, api)


def _said(api: Any, grey: Pixels) -> Sequence[str]:
    """The rows on a grey picture; none where Tesseract stops."""
    height, width = grey.shape
    try:
        api.SetImageBytes(grey.tobytes(), width, height, 1, width)
        api.SetSourceResolution(300)
        if not api.Recognize(SECONDS * 1000):
            return ()
        return str(api.GetUTF8Text()).splitlines()
    except RuntimeError:
        return ()
    finally:
        api.Clear()
