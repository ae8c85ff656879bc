"""What storage promises of the audit trail: it grows, and is looked through."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ocr_service.domain.audit import Act, Deed, Entry


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """Which entries are asked for; "", 0 and None ask for nothing.

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


class AuditStore(Protocol):
    def append(self, *deeds: Deed) -> None:
        """By whoever acts now, in a transaction of its own; raises Unavailable."""
        ...

    def entries(self, search: AuditSearch) -> tuple[Entry, ...]: ...
