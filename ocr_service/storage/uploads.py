"""What storage promises of files that come in pieces."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ocr_service.domain.upload import Piece, Upload


class UploadStore(Protocol):
    """Uploads with their pieces, which are files of the FileStore. Each is its owner's alone."""

    def begin(self, upload: Upload, now: datetime) -> None: ...

    def find(self, upload_id: str, owner: str) -> Upload:
        """Raises NotFound for what is not here, or somebody else's."""
        ...

    def add(self, upload: Upload, piece: Piece, now: datetime) -> None:
        """The piece, kept before, is the next; raises Conflict when another came first."""
        ...

    def join(self, upload: Upload, whole: Piece) -> None:
        """One piece in place of all; those are let go of."""
        ...

    def forget(self, ids: Sequence[str], owner: str) -> int:
        """Lets go of uploads and pieces; how many uploads there were."""
        ...

    def expire(self, before: datetime) -> int:
        """Forgets all that nobody has gone on with since."""
        ...
