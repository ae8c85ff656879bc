"""What storage promises of idempotency keys."""

from datetime import datetime
from typing import Protocol

from ocr_service.storage import Promised


class PromiseStore(Protocol):
    """Idempotency keys, each honoured for a day."""

    def begin(self, account: str, key: str, token: str, now: datetime) -> Promised | None:
        """None when the request is new and now promised to ``token``."""
        ...

    def forget(self, account: str, key: str, token: str) -> None:
        """The request failed: the key may be used again."""
        ...
