"""A file on its way to us, piece by piece: what has come stays, whatever breaks off."""

from dataclasses import dataclass
from datetime import timedelta

KEPT_FOR = timedelta(hours=24)  # unfinished or unused


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that lie in the file store; ``begins`` is the place of the first in the upload."""

    begins: int
    size: int
    sha256: str

    @property
    def ends(self) -> int:
        return self.begins + self.size


@dataclass(frozen=True, slots=True)
class Upload:
    """``size`` as told; ``pieces`` in order, without gaps; ``owner``: who began it."""

    id: str
    owner: str
    filename: str
    size: int
    pieces: tuple[Piece, ...] = ()

    @property
    def received(self) -> int:
        """How many bytes have come: the offset to go on from."""
        return self.pieces[-1].ends if self.pieces else 0

    @property
    def finished(self) -> bool:
        return self.received == self.size

    @property
    def whole(self) -> Piece | None:
        """The file, once it lies in one piece."""
        return self.pieces[0] if self.finished and len(self.pieces) == 1 else None
