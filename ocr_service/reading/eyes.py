"""The contract of what opens files: the eyes themselves, and the walls around them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ocr_service.domain.page import Box, Line, Page

Keep = Callable[[bytes], str]
"""Takes the bytes of an upright picture and gives back the name it is kept under."""

Turned = Mapping[int, int]
"""How pages lie that people have turned: clockwise rotations by number."""


class Eyes(Protocol):
    """What ``actions.digitize`` calls a Reader."""

    def count(self, path: Path) -> int: ...

    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        """The lines in a box of a kept picture."""
        ...

    def read(
        self, path: Path, keep: Keep | None, pages: Sequence[int], turned: Turned | None = None
    ) -> Iterator[Page]: ...
