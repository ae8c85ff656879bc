"""Several readers as one engine: the first reads the page, the others what it leaves in doubt."""

from ocr_service.domain.page import Line
from ocr_service.reading.engines import Engine
from ocr_service.reading.handwriting import with_handwriting
from ocr_service.reading.handwriting.figures import FigureReader
from ocr_service.reading.image import Image
from ocr_service.reading.second.deserve import deserving
from ocr_service.reading.second.look import LineReader, looked_again
from ocr_service.reading.second.name_stamps import with_name_stamps
from ocr_service.reading.second.overlooked import with_overlooked


class Joined(Engine):
    """A first reader helped by a second one, and by a reader of handwritten figures.

    Either may be None: then the page stands as the first reader left it in that respect.
    """

    def __init__(
        self, first: Engine, second: LineReader | None, figures: FigureReader | None
    ) -> None:
        self.first = first
        self._second = second
        self._figures = figures
        self.name = "+".join([first.name, *["second"] * bool(second), *["figures"] * bool(figures)])

    def read(self, image: Image) -> tuple[Line, ...]:
        lines = self.first.read(image)
        if self._second:
            lines = self._again(image, lines, self._second)
        if self._figures is None:
            return lines
        return with_handwriting(image, lines, self._figures, self._second)

    def glance(self, image: Image) -> tuple[Line, ...]:
        return self.first.glance(image)

    def _again(self, image: Image, lines: tuple[Line, ...], second: LineReader) -> tuple[Line, ...]:
        chosen = deserving(lines)
        again = tuple(
            looked_again(line, stretches, image.ink, second) if stretches else line
            for line, stretches in zip(lines, chosen, strict=True)
        )
        return with_name_stamps(image, with_overlooked(again, image.ink, second), second)
