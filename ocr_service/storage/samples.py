"""What storage promises of samples: what people have found in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ocr_service.domain.sampling import Looked


@dataclass(frozen=True, slots=True)
class SampleSearch:
    """Which samples: looked at from ``since`` (included) to ``until`` (not included).

    "" and None ask for nothing. ``scope``: only those of this agency and of all below it.
    """

    since: datetime | None = None
    until: datetime | None = None
    agency_code: str = ""
    scope: str = ""


class SampleStore(Protocol):
    def looked_at(self, search: SampleSearch) -> tuple[Looked, ...]:
        """Oldest first."""
        ...
