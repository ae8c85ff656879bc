"""Uploads in the database; their pieces are files that no dossier has yet."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.domain.upload import Piece, Upload
from ocr_service.storage import FileStore
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import PAUSE, doom, owning
from ocr_service.storage.upload_tables import upload_pieces, uploads

UPLOADS, PIECES = uploads.c, upload_pieces.c
AT_A_TIME = 200


class SqlUploads:
    """An UploadStore in the database; each call is one transaction."""

    def __init__(self, database: Database, files: FileStore) -> None:
        self._database = database
        self._files = files

    def begin(self, upload: Upload, now: datetime) -> None:
        row = {
            "id": upload.id,
            "owner": upload.owner,
            "filename": upload.filename,
            "size": upload.size,
            "received": 0,
            "touched_at": now,
        }
        with self._database.write() as connection:
            connection.execute(insert(uploads).values(row))

    def find(self, upload_id: str, owner: str) -> Upload:
        with self._database.read() as connection:
            asked = select(uploads).where(UPLOADS.id == upload_id, UPLOADS.owner == owner)
            row = connection.execute(asked).one_or_none()
            if row is None:
                raise NotFound(f"no upload {upload_id} for this caller")
            pieces = pieces_of(connection, upload_id)
            return Upload(row.id, row.owner, row.filename, row.size, pieces)

    def add(self, upload: Upload, piece: Piece, now: datetime) -> None:
        with owning(self._database, [piece.sha256], self._files) as connection:
            here = UPLOADS.id == upload.id
            moved = connection.execute(
                update(uploads)
                .where(here, UPLOADS.owner == upload.owner, UPLOADS.received == piece.begins)
                .values(received=piece.ends, touched_at=now)
            )
            if moved.rowcount != 1:
                raise Conflict(f"upload {upload.id} has moved on, or is gone")
            connection.execute(
                insert(upload_pieces).values({**asdict(piece), "upload_id": upload.id})
            )

    def join(self, upload: Upload, whole: Piece) -> None:
        with owning(self._database, [whole.sha256], self._files) as connection:
            locked = update(uploads).where(UPLOADS.id == upload.id).values(received=upload.size)
            if connection.execute(locked).rowcount != 1:
                raise NotFound(f"no upload {upload.id}")
            let_go(connection, [upload.id])
            connection.execute(
                insert(upload_pieces).values({**asdict(whole), "upload_id": upload.id})
            )

    def forget(self, ids: Sequence[str], owner: str) -> int:
        return self._forget(UPLOADS.id.in_(ids), UPLOADS.owner == owner)

    def expire(self, before: datetime) -> int:
        old = UPLOADS.touched_at < before
        with self._database.read() as connection:
            if not connection.scalar(select(exists().where(old))):
                return 0
        return self._forget(old)

    def _forget(self, *conditions: ColumnElement[bool]) -> int:
        with self._database.write() as connection:
            asked = select(UPLOADS.id).where(*conditions).limit(AT_A_TIME)
            ids = list(connection.scalars(asked.with_for_update()))
            let_go(connection, ids)
            connection.execute(delete(uploads).where(UPLOADS.id.in_(ids)))
            return len(ids)


def pieces_of(connection: Connection, upload_id: str) -> tuple[Piece, ...]:
    asked = select(PIECES.begins, PIECES.size, PIECES.sha256).where(PIECES.upload_id == upload_id)
    return tuple(Piece(*row) for row in connection.execute(asked.order_by(PIECES.begins)))


def let_go(connection: Connection, ids: Sequence[str]) -> None:
    """Their pieces; a file that a dossier has meanwhile stays."""
    theirs = PIECES.upload_id.in_(ids)
    hashes = list(connection.scalars(select(PIECES.sha256).where(theirs)))
    connection.execute(delete(upload_pieces).where(theirs))
    doom(connection, hashes, utc_now() + PAUSE)
