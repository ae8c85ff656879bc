"""Replays pages recorded before, so that tests need no Tesseract."""

import json
from collections.abc import Iterable
from pathlib import Path

from ocr_service.domain.errors import EngineFailed
from ocr_service.domain.page import Line, Page
from ocr_service.domain.page_json import page_from_json
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image


class Recorded(Engine):
    """Answers each page number with the lines recorded for it."""

    name = "recorded"

    def __init__(self, pages: Iterable[Page]) -> None:
        self._lines = {page.number: page.lines for page in pages}

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> "Recorded":
        """Pages from files that hold one page, or a list of pages, as ``page_to_json`` writes."""
        pages: list[Page] = []
        for path in paths:
            shape = json.loads(path.read_text(encoding="utf-8"))
            pages += [
                page_from_json(one) for one in (shape if isinstance(shape, list) else [shape])
            ]
        return cls(pages)

    def read(self, image: Image) -> tuple[Line, ...]:
        if image.number not in self._lines:
            raise EngineFailed(f"no page {image.number} was recorded")
        return self._lines[image.number]
