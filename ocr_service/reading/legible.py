"""Says how well a picture reads, where shapes alone do not tell which way is up."""

from collections.abc import Callable

import cv2
import numpy as np

from ocr_service.domain.errors import EngineFailed
from ocr_service.reading.cleaning.flatten import flatten
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image, Pixels
from ocr_service.schema.syllables import is_syllable

SAMPLE = 0.45  # of the page's height, from its upper middle: a few lines
LEAST_WORDS = 4


def legible(engine: Engine, dpi: int) -> Callable[[Pixels], float]:
    """A judge (0..1) of upright colour pictures: the share of words that are sure syllables."""

    def judge(pixels: Pixels) -> float:
        height = pixels.shape[0]
        middle = pixels[int(height * (0.5 - SAMPLE / 2)) : int(height * (0.5 + SAMPLE / 2))]
        grey = np.asarray(cv2.cvtColor(middle, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
        try:
            lines = engine.glance(Image(0, middle, flatten(grey), dpi))
        except EngineFailed:
            return 0.0
        words = [word for line in lines for word in line.words if len(word.text) > 1]
        if len(words) < LEAST_WORDS:
            return 0.0
        return sum(word.confidence for word in words if is_syllable(word.text)) / len(words)

    return judge
