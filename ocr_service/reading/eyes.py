"""The contract of what opens files: the eyes themselves, and the walls around them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from ocr_service.domain.page import Box, Line, Page

Keep = Callable[[bytes], str]
"""Takes the bytes of an upright picture and gives back the name it is kept under."""


class Eyes(Protocol):
    """What ``actions.digitize`` calls a Reader."""

    def count(self, path: Path) -> int: ...

    def read(self, path: Path, keep: Keep | None, pages: Sequence[int]) -> Iterator[Page]: ...

    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        """The lines in a box of a kept picture."""
        ...
