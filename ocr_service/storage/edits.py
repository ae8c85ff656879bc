"""What storage promises of people's changes to pages: added, never changed, acted on at once."""

from collections.abc import Sequence
from typing import Protocol

from ocr_service.domain.arranging import Edit
from ocr_service.domain.dossier import Scan
from ocr_service.domain.work import Work


class EditStore(Protocol):
    def add(
        self, edit: Edit, seen_as: int | None = None, scans: Sequence[Scan] = ()
    ) -> tuple[Work, ...]:
        """Keeps the act, with the ``scans`` that it brings, and begins the next round; its work.

        ``seen_as``: the version that the person saw, None where it does not matter. Raises Stale,
        NotFound, and Conflict for what cannot be done to the dossier as it is.
        """
        ...

    def of_dossier(self, dossier_id: str) -> tuple[Edit, ...]:
        """Oldest first."""
        ...
