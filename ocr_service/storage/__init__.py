"""What storage promises: files that stay as they are, rows that are the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ocr_service.domain.arranging import Place
from ocr_service.domain.dossier import Document, Dossier, Scan, Status
from ocr_service.domain.page import Page
from ocr_service.domain.work import Work


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safely kept, under the hash of its content."""

    sha256: str
    size: int


class Draft(Protocol):
    """A file being written; it counts only once it is kept."""

    @property
    def head(self) -> bytes:
        """The first kilobyte written so far."""
        ...

    @property
    def size(self) -> int: ...

    @property
    def sha256(self) -> str:
        """The hash of what was written so far."""
        ...

    def write(self, piece: bytes) -> int:
        """Raises Unavailable when the disk is full."""
        ...

    def keep(self) -> Stored:
        """Returns when content and name are on the disk. May be called again: same answer."""
        ...

    def drop(self) -> None:
        """Forget it, unless it was kept; never raises."""
        ...


class FileStore(Protocol):
    """Files by the hash of their content; never changed, each kept once."""

    def draft(self) -> Draft: ...

    def put(self, content: bytes) -> Stored: ...

    def path(self, sha256: str) -> Path:
        """Where a reader finds the file; raises NotFound."""
        ...

    def holds(self, sha256: str) -> bool:
        """Whether the file lies in the store itself, whole or damaged; raises Unavailable."""
        ...

    def free_bytes(self) -> int:
        """Room left; raises Unavailable when the store cannot be written to."""
        ...


@dataclass(frozen=True, slots=True)
class Search:
    """Which dossiers are asked for; "" and None ask for nothing. Newest first.

    ``code_begins``: the beginning of the dossier's code as typed, or in capitals.
    ``scope``: only those that this agency or one below it took in, ``or_competent``: or is
    competent for.
    """

    status: Status | None = None
    agency_code: str = ""
    competent_agency_code: str = ""
    procedure_code: str = ""
    dossier_code: str = ""
    code_begins: str = ""
    received_from: datetime | None = None
    received_to: datetime | None = None
    after: str = ""
    limit: int = 50
    scope: str = ""
    or_competent: bool = False


@dataclass(frozen=True, slots=True)
class Once:
    """A promise to do a request once: kept in the same breath as what was asked."""

    account: str
    key: str
    token: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What a request made before with the same key has come to ("" while in progress)."""

    fingerprint: str
    dossier_id: str


@dataclass(frozen=True, slots=True)
class SameFile:
    """A dossier that holds a file of some content, and its name there."""

    dossier_id: str
    dossier_code: str
    filename: str
    received_at: datetime


Lying = tuple[Place, str]  # where a page lies, and the name of its kept picture


class DossierStore(Protocol):
    """Dossiers with their scans, pages and documents. Every visible change raises ``version``."""

    def add(self, dossier: Dossier, works: Sequence[Work], once: Once | None = None) -> None:
        """Raises Conflict when the promise ``once`` was taken over by another request."""
        ...

    def add_scans(
        self, dossier_id: str, scans: Sequence[Scan], once: Once | None = None
    ) -> tuple[Work, ...]:
        """More files: begins the next round and returns its work; raises Conflict, NotFound."""
        ...

    def retry(self, dossier_id: str, force: bool = False) -> tuple[Work, ...]:
        """Tries failed scans again; raises Conflict when nothing has failed, NotFound.

        Files in quarantine stay there unless ``force``: BadInput when there is nothing else.
        """
        ...

    def get(self, dossier_id: str) -> Dossier:
        """The dossier whole; its pages are those of the scans read, numbered through."""
        ...

    def outline(self, dossier_id: str) -> Dossier:
        """The dossier whole but for the words on its pages: of many pages far quicker."""
        ...

    def unsettled(self, dossier_id: str) -> Dossier:
        """The dossier with the pages that it is to be settled from, without documents.

        First those given by the dossier that it was a part of, then all of its own scans read,
        as they lie in the files, whomever they were given to when it was settled before.
        """
        ...

    def summary(self, dossier_id: str) -> Dossier:
        """The dossier with its scans, without pages and documents; raises NotFound."""
        ...

    def parts(self, dossier_id: str, scope: str = "") -> Mapping[str, str]:
        """The codes of the dossiers that were made of a batch and are still here, by their ids;
        of those that ``scope`` or an agency below it took in, or is competent for.
        """
        ...

    def status(self, dossier_id: str) -> Status: ...

    def agencies(self, dossier_id: str) -> tuple[str, str]:
        """The codes of the agency that took it in and of the competent one ("": the same).

        Raises NotFound.
        """
        ...

    def find(self, search: Search) -> tuple[Dossier, ...]:
        """Dossiers with their scans, without pages and documents."""
        ...

    def failed(self, search: Search) -> tuple[Dossier, ...]:
        """Those that have settled and that something has failed of; the search's ``scope``,
        ``after`` and ``limit`` count. With their scans.
        """
        ...

    def same_file(self, sha256: str, scope: str = "") -> tuple[SameFile, ...]:
        """The newest few of an agency's dossiers, and of those below it, that hold this file."""
        ...

    def document(self, document_id: str) -> tuple[Dossier, Document]:
        """A document and the dossier that holds it (without pages); raises NotFound."""
        ...

    def leaves(self, dossier_id: str, numbers: Sequence[int]) -> Sequence[Lying]:
        """The pages of one moment, by their running numbers in order; raises NotFound."""
        ...

    def leaf(self, dossier_id: str, place: Place) -> Page:
        """The page that lies there, as read; raises NotFound."""
        ...

    def picture(self, dossier_id: str, number: int) -> str:
        """The name of the kept picture of a page, by its running number; raises NotFound."""
        ...
