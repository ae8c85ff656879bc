"""What storage promises of dossiers that leave for another house, and of those that come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from ocr_service.domain.audit import Entry
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import BadInput, Complaint
from ocr_service.domain.reuse import Filed

Lines = Iterable[str]
# What we stumble over where JSON of others is not what we expect, or nested without end.
UNFIT = (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError)


class BadPackage(BadInput):
    """It cannot be taken over; nothing was changed."""


BAD_ROWS = Complaint(
    "package_rows",
    "Dữ liệu trong gói không hợp với hệ thống này, hoặc trùng mã với dữ liệu khác đang có.",
    "Hãy nâng hệ thống này lên phiên bản của bên giao rồi nhập lại, hoặc báo cho bên giao.",
)


@dataclass(frozen=True, slots=True)
class Original:
    """A file that goes with its dossier as it came."""

    place: int
    filename: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Held:
    """A dossier at one moment, without the words on its pages; ``pictures``: of all its pages.

    ``originals``: without files that show pages of other dossiers too. ``records``: by the ids of
    their documents. ``rows``: each table with its lines, to be read at once and in this order.
    """

    dossier: Dossier
    originals: tuple[Original, ...]
    pictures: tuple[str, ...]
    records: Mapping[str, Filed]
    history: tuple[Entry, ...]
    rows: Iterator[tuple[str, Iterator[str]]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a package holds; ``files``: the hashes of those that are kept already.

    ``package`` is its SHA-256, ``rows`` in the order in which they may be put in.
    """

    dossier_id: str
    agency_code: str
    package: str
    files: frozenset[str]
    rows: Iterable[tuple[str, Lines]]
    history: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Taken:
    """``renamed``: how many records have another code here, since theirs was taken."""

    documents: int
    renamed: int


class HandoverStore(Protocol):
    def held(self, dossier_id: str) -> AbstractContextManager[Held]:
        """Raises NotFound, Erased."""
        ...

    def find(self, name: str, scope: str = "") -> tuple[str, ...]:
        """The ids of the dossiers with that id or that code, of an agency and all below it."""
        ...

    def package_of(self, dossier_id: str) -> str:
        """The hash of the package that it came in; "" for one that was received here."""
        ...

    def let_go(self, kept: Iterable[str]) -> None:
        """Files by their hashes, kept for a dossier that was not taken over: they go, unless they
        are somebody's.
        """
        ...

    def take_over(self, incoming: Incoming) -> Taken:
        """All of it or nothing, told to the trail; raises BadPackage, Erased, Unavailable."""
        ...
