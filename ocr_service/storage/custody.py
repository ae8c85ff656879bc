"""What storage promises of the end of dossiers and files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.erasure import Tombstone


@dataclass(frozen=True, slots=True)
class Settled:
    """Dossiers that have settled before a moment: of one procedure, or of any but some."""

    before: datetime
    procedure_code: str = ""
    but: tuple[str, ...] = ()


class ErasureStore(Protocol):
    def erase(self, dossier_id: str, reason: str, now: datetime) -> tuple[Tombstone, ...]:
        """Of the dossier and all that was split from it; raises NotFound, Erased.

        All rows go at once; the files are doomed in the same transaction.
        """
        ...

    def erase_again(self, stones: tuple[Tombstone, ...]) -> int:
        """Whatever of these is here all the same (from a backup); how many that were."""
        ...

    def tombstones(self) -> Iterator[Tombstone]: ...

    def newest(self, scope: str, limit: int) -> tuple[Tombstone, ...]:
        """Of an agency and those below it ("": of all), the newest first."""
        ...

    def holding(self, number: str) -> tuple[tuple[Dossier, tuple[Document, ...]], ...]:
        """Dossiers with a field that is this number, or that were sent with it; newest first."""
        ...

    def due(self, terms: Sequence[Settled], limit: int, after: str = "") -> tuple[str, ...]:
        """Dossiers that no term keeps, nor anything split from them, in the order of ids."""
        ...

    def retire(
        self, dossier_id: str, terms: Sequence[Settled], reason: str, now: datetime
    ) -> tuple[Tombstone, ...]:
        """As ``erase``, if all of them are still due; () when they are not, or are gone."""
        ...


class DoomedStore(Protocol):
    def due(self, now: datetime, limit: int = ...) -> tuple[str, ...]:
        """The names under which doomed files lie."""
        ...

    def bury(self, name: str, remove: Callable[[str, str], None]) -> bool:
        """Whether the file went: not one that somebody needs. ``remove`` gets name and hash."""
        ...

    def forget(self, now: datetime) -> None: ...

    def doom_copy(self, sha256: str, due: datetime) -> None:
        """The copy in the clear of a file that lies encrypted by then; else it stays."""
        ...


class Copies(Protocol):
    """Copies of files on this machine, which may go at any time."""

    def remove(self, sha256: str) -> None: ...

    def trim(self) -> None: ...

    def sweep(self, older: float) -> int: ...
