"""What storage promises of glances: each is looked at by one worker at a time, and soon gone."""

from datetime import datetime
from typing import Protocol

from ocr_service.domain.glance import Glance


class GlanceStore(Protocol):
    def add(self, glance: Glance) -> None:
        """Raises NotFound when its dossier is gone."""
        ...

    def get(self, glance_id: str) -> Glance:
        """Raises NotFound."""
        ...

    def take(self, now: datetime, until: datetime) -> Glance | None:
        """The oldest that waits, or whose worker fell silent, now ours; None when there is none."""
        ...

    def keep(self, glance: Glance) -> bool:
        """Keeps what came of it, if it is still held under its lease; whether it was."""
        ...

    def forget(self, now: datetime) -> int:
        """Those that are too old; how many they were."""
        ...
