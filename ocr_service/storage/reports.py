"""What the database tells for reports; numbers and codes, never a value."""

from collections.abc import Sequence
from typing import Protocol

from ocr_service.domain.behind import Behind, Spot, Wanted
from ocr_service.domain.report import Ask, Counted, RowKey
from ocr_service.domain.rows import Known


class ReportStore(Protocol):
    def count(self, ask: Ask, known: Known) -> Counted:
        """As it stands at one moment. Raises Unavailable."""
        ...

    def freshen(self, known: Known, limit: int) -> bool:
        """Makes ready what is counted, about so many dossiers; whether there is more to do.

        Figures are the same without it, and late. Raises Unavailable.
        """
        ...

    def behind(
        self,
        ask: Ask,
        row: RowKey | None,
        wanted: Wanted,
        known: Known,
        after: Spot | None,
        limit: int,
    ) -> Sequence[Behind]:
        """Of that row (None: of all), the last received first. Raises Unavailable."""
        ...
