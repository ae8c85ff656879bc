"""What it takes to let go of dossiers and files for good; and the burial of doomed files."""

import logging
from dataclasses import dataclass
from datetime import datetime

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.storage.custody import Copies, DoomedStore, ErasureStore
from ocr_service.storage.erased_list import ErasedList
from ocr_service.storage.shelf import Shelf

log = logging.getLogger(__name__)
STALE = 24 * 3600.0  # seconds; no upload takes so long


@dataclass(frozen=True)
class Custody:
    """Where files lie, their copies in the clear, what is doomed, what was erased (in the database,
    and in a list beside it, which outlives the database).
    """

    shelf: Shelf
    copies: Copies
    doomed: DoomedStore
    erasures: ErasureStore
    erased: ErasedList

    def bury(self, now: datetime | None = None) -> int:
        """Takes away what is doomed and due; how many files are left, for the store was away."""
        left, now = 0, now or utc_now()
        while names := self.doomed.due(now):
            for name in names:
                try:
                    self.doomed.bury(name, self._remove)
                except Unavailable as trouble:
                    log.warning("a doomed file stays for now: %s", trouble)
                    left += 1
            if left:
                break
        self.doomed.forget(now)
        self.copies.trim()
        return left

    def sweep(self) -> int:
        """Drops what dead processes were writing a day ago; how many drafts that were."""
        return self.shelf.sweep(STALE) + self.copies.sweep(STALE)

    def _remove(self, name: str, sha256: str) -> None:
        self.copies.remove(sha256)
        if self.shelf.holds(name):
            self.shelf.remove(name)
