"""What storage promises of the audit trail: it grows, and is looked through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ocr_service.domain.audit import Act, Deed, Entry
from ocr_service.storage.naming import Names


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """Which entries are asked for; "", 0 and None ask for nothing.

    ``actor_ids`` and ``dossier_ids``: of any of these; an empty tuple finds nothing.
    ``subject``: what else it was done to (an account, a key, a webhook, a file).
    ``scope``: only those about this agency and all below it. ``after``: the last one seen, going
    up from the first, or with ``newest_first`` down.
    """

    dossier_id: str = ""
    document_id: str = ""
    agency_code: str = ""
    actor_id: str = ""
    act: Act | None = None
    since: datetime | None = None
    until: datetime | None = None
    scope: str = ""
    after: int = 0
    newest_first: bool = False
    limit: int = 1000
    actor_ids: tuple[str, ...] | None = None
    dossier_ids: tuple[str, ...] | None = None
    subject: str = ""


class AuditStore(Protocol):
    def append(self, *deeds: Deed) -> None:
        """By whoever acts now, in a transaction of its own; raises Unavailable."""
        ...

    def entries(self, search: AuditSearch) -> tuple[Entry, ...]:
        """Down by time or up by number; as clocks may be set back, these may differ a little."""
        ...

    def numbers(self, search: AuditSearch) -> tuple[int, ...]:
        """Up to ``limit`` of their numbers, going up: more may be held than of the entries."""
        ...

    def numbered(self, numbers: Sequence[int]) -> tuple[Entry, ...]:
        """The entries of these numbers, going up."""
        ...

    def names(self, entries: Sequence[Entry]) -> Names:
        """What they speak of, by the names of today."""
        ...

    def actors(self, words: str) -> tuple[str, ...]:
        """The ids of those whose names hold the words; a few hundred at most."""
        ...
