"""Takes a file in piece by piece; what has come is kept, whatever breaks off after it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ocr_service.domain.errors import OcrError
from ocr_service.domain.filename import shown_name
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.media import HEAD
from ocr_service.domain.upload import Piece, Upload
from ocr_service.storage import Draft, FileStore, Stored
from ocr_service.storage.uploads import UploadStore

PIECE = 8 * 2**20  # bytes; so many at most are lost when a process of ours is killed
AT_ONCE = 2**16

Read = Callable[[int], bytes]


class BrokenOff(OcrError):
    """The sender is gone in the middle of what it was sending."""


class Unfinished(OcrError):
    """Not all of the upload has come yet."""


@dataclass(frozen=True)
class Kept:
    """A Draft of what is kept already."""

    sha256: str
    size: int
    path: Path

    @property
    def head(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(HEAD)

    def write(self, piece: bytes) -> int:
        raise OcrError(f"{len(piece)} bytes for a file that is kept already")

    def keep(self) -> Stored:
        return Stored(self.sha256, self.size)

    def drop(self) -> None:
        """It stays."""


def begin(filename: str, size: int, owner: str, *, uploads: UploadStore) -> Upload:
    """A new upload of ``size`` bytes, none of which has come."""
    upload = Upload(new_id(), owner, shown_name(filename), size)
    uploads.begin(upload, utc_now())
    return upload


def go_on(upload: Upload, read: Read, *, files: FileStore, uploads: UploadStore) -> Upload:
    """The upload with what ``read`` brings, from its offset on.

    Raises BrokenOff as ``read`` does, what came kept; Conflict when somebody else has gone on
    with it meanwhile; NotFound, Unavailable.
    """
    while not upload.finished:
        before = upload.received
        upload = with_next_piece(upload, read, files=files, uploads=uploads)
        if upload.received == before:
            break
    return upload


def with_next_piece(
    upload: Upload, read: Read, *, files: FileStore, uploads: UploadStore
) -> Upload:
    draft = files.draft()
    try:
        fill(draft, read, min(PIECE, upload.size - upload.received))
        return kept(upload, draft, uploads)
    except BrokenOff:
        kept(upload, draft, uploads)
        raise
    finally:
        draft.drop()


def fill(draft: Draft, read: Read, most: int) -> None:
    while draft.size < most and (came := read(min(AT_ONCE, most - draft.size))):
        draft.write(came)


def kept(upload: Upload, draft: Draft, uploads: UploadStore) -> Upload:
    if not draft.size:
        return upload
    stored = draft.keep()
    uploads.add(upload, Piece(upload.received, stored.size, stored.sha256), utc_now())
    return uploads.find(upload.id, upload.owner)


def whole(upload: Upload, *, files: FileStore, uploads: UploadStore) -> Kept:
    """The file, in one piece from now on; raises Unfinished, NotFound, Unavailable."""
    if not upload.finished:
        raise Unfinished(f"upload {upload.id} has {upload.received} of {upload.size} bytes")
    piece = upload.whole or joined(upload, files, uploads)
    return Kept(piece.sha256, piece.size, files.path(piece.sha256))


def joined(upload: Upload, files: FileStore, uploads: UploadStore) -> Piece:
    draft = files.draft()
    try:
        for piece in upload.pieces:
            with files.path(piece.sha256).open("rb") as file:
                while came := file.read(AT_ONCE):
                    draft.write(came)
        stored = draft.keep()
    finally:
        draft.drop()
    piece = Piece(0, stored.size, stored.sha256)
    uploads.join(upload, piece)
    return piece
