"""What the database tells for reports; numbers and codes, never a value."""

from collections.abc import Mapping
from typing import Protocol

from ocr_service.domain.report import Ask, Counted


class ReportStore(Protocol):
    def count(self, ask: Ask, outcomes: Mapping[str, str]) -> Counted:
        """As it stands at one moment. ``outcomes``: the paper that each procedure issues, where
        that tells it from what is handed in. Raises Unavailable.
        """
        ...
