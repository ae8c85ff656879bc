"""What every draft knows of the bytes written to it: how many, their hash, and how they begin."""

import hashlib

from ocr_service.domain.media import HEAD


class Measured:
    """Half a Draft: ``head`` is its first kilobyte, ``size`` in bytes."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.head = b""
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def measure(self, piece: bytes) -> int:
        """Counts a piece that was written; how long it is."""
        self._hash.update(piece)
        if len(self.head) < HEAD:
            self.head += piece[: HEAD - len(self.head)]
        self.size += len(piece)
        return len(piece)
