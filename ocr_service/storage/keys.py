"""What storage promises of the keys of programs."""

from datetime import datetime
from typing import Protocol

from ocr_service.domain.access import ApiKey


class KeyStore(Protocol):
    def ping(self) -> None:
        """Raises Unavailable when the store does not answer."""
        ...

    def add(self, key: ApiKey) -> None: ...

    def find(self, sha256: str) -> ApiKey | None: ...

    def used(self, key_id: str, now: datetime) -> None: ...

    def revoke(self, prefix: str, now: datetime) -> int:
        """How many keys that begin so were revoked."""
        ...

    def revoke_one(self, key_id: str, now: datetime) -> None:
        """This one; it may be revoked already."""
        ...

    def all(self) -> tuple[ApiKey, ...]: ...
