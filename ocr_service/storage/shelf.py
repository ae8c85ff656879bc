"""Where bytes lie in the end: a file store seen from behind, each file named by its own hash.

What is kept encrypted lies here as it is, named by the hash of the encrypted bytes. Backups,
`verify` and erasure work on a shelf; all others on the FileStore before it.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from ocr_service.storage import FileStore


class Shelf(FileStore, Protocol):
    """A FileStore whose files can be counted and taken away."""

    def copy(self, name: str, write: Callable[[bytes], object]) -> None:
        """Gives the bytes to ``write`` as they lie, in pieces; raises NotFound, Unavailable."""
        ...

    def remove(self, name: str) -> None:
        """Takes the file away, with its copies on this machine, if it is here."""
        ...

    def sweep(self, older: float) -> int:
        """Drops drafts on this machine that nobody has written to for so many seconds."""
        ...

    def names(self) -> Iterator[str]:
        """All that lies here, in no order."""
        ...
