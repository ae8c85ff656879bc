"""The contract of an engine: a clean picture in, lines of words out."""

from typing import Protocol

from ocr_service.domain.page import Line
from ocr_service.reading.image import Image


class Engine(Protocol):
    """Reads pictures. One instance serves one process, one page at a time."""

    name: str

    def read(self, image: Image) -> tuple[Line, ...]:
        """The lines of ``image.ink`` in reading order, columns kept apart.

        Boxes are shares of the picture. Raises EngineFailed if the engine stops, and
        MissingDependency if it or its model is not installed.
        """
        ...

    def glance(self, image: Image) -> tuple[Line, ...]:
        """The same in haste, where it only matters whether there is anything to read."""
        return self.read(image)
