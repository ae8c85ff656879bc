"""What storage promises of the whole: all rows of one moment, all files that they name."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from ocr_service.domain.audit import Deed
from ocr_service.domain.erasure import Tombstone

Named = tuple[str, str]  # the hash of a file's content, and the name under which it lies


class Snapshot(Protocol):
    """The database as it was at one moment, whatever is written meanwhile."""

    @property
    def revision(self) -> str:
        """Of the tables."""
        ...

    def tables(self) -> list[str]:
        """Those that others name come first."""
        ...

    def lines(self, name: str) -> Iterator[str]:
        """A table's rows, each a line of JSON."""
        ...

    def files(self) -> Iterator[Named]: ...


class Filling(Protocol):
    """A transaction that fills an empty database."""

    def put(self, name: str, lines: Iterable[str]) -> int:
        """How many rows that were; raises KeyError, ValueError for what is no row."""
        ...

    def erase_again(self, stones: Sequence[Tombstone]) -> int:
        """Takes out what was erased since; how many dossiers that were."""
        ...

    def append(self, deed: Deed) -> None: ...


class Snapshots(Protocol):
    @property
    def revision(self) -> str: ...

    def snapshot(self) -> AbstractContextManager[Snapshot]: ...

    def check_empty(self) -> None:
        """Raises Conflict when there is anything that would be overwritten."""
        ...

    def filling(self) -> AbstractContextManager[Filling]:
        """All or nothing; raises Conflict unless the database is empty."""
        ...


class Inventory(Protocol):
    """Which files rows name, and which files no row does."""

    def count(self) -> int: ...

    def named(self) -> Iterator[Named]: ...

    def names(self, sha256: str) -> bool:
        """Whether any row names it still."""
        ...

    def nameless(self, names: Sequence[str]) -> list[str]:
        """Those that no row needs, and that nobody is about to take away."""
        ...

    def encrypted(self) -> Iterator[str]:
        """Files that lie encrypted, by the hash of what is in them."""
        ...

    def plain(self) -> Iterator[str]:
        """Files that do not lie encrypted."""
        ...
