"""Which files lie encrypted, under what name and key; a row a file."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from ocr_service.storage.custody_tables import file_keys
from ocr_service.storage.database import Database
from ocr_service.storage.steps import insert_new

KEYS = file_keys.c


@dataclass(frozen=True, slots=True)
class FileKey:
    """A file by the hash of its content: where its encrypted bytes lie, its key as wrapped."""

    sha256: str
    stored_as: str
    key_id: str
    wrapped: str


class SqlFileKeys:
    """The keys of files in the database; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, sha256: str) -> FileKey | None:
        with self._database.read() as connection:
            return next(iter(look_up(connection, KEYS.sha256 == sha256)), None)

    def add(self, key: FileKey, instead_of: FileKey | None = None) -> FileKey:
        """The key in force: this one, unless another came first."""
        with self._database.write() as connection:
            if instead_of is not None:
                replace(connection, instead_of, key)
            elif not insert_new(connection, file_keys, asdict(key)):
                return look_up(connection, KEYS.sha256 == key.sha256)[0]
        return key

    def wrapped_otherwise(self, key_id: str, after: str, limit: int) -> tuple[FileKey, ...]:
        """Files after that hash whose keys are wrapped by another key of the house."""
        with self._database.read() as connection:
            others = and_(KEYS.key_id != key_id, KEYS.sha256 > after)
            return look_up(connection, others, limit=limit)

    def rewrap(self, pairs: Sequence[tuple[FileKey, FileKey]]) -> None:
        """Each as it was before and is after, unless somebody else was quicker."""
        with self._database.write() as connection:
            for before, after in pairs:
                replace(connection, before, after)

    def counts(self) -> dict[str, int]:
        """How many files each key of the house is needed for."""
        counted = select(KEYS.key_id, func.count()).group_by(KEYS.key_id)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(counted)}


def look_up(
    connection: Connection, condition: ColumnElement[bool], limit: int = 1
) -> tuple[FileKey, ...]:
    rows = connection.execute(select(file_keys).where(condition).order_by(KEYS.sha256).limit(limit))
    return tuple(FileKey(**row) for row in rows.mappings())


def replace(connection: Connection, before: FileKey, after: FileKey) -> None:
    as_it_was = (KEYS.sha256 == before.sha256, KEYS.wrapped == before.wrapped)
    connection.execute(update(file_keys).where(*as_it_was).values(asdict(after)))


def stored_names(connection: Connection, hashes: Sequence[str]) -> dict[str, str]:
    """Under which name each file lies: its own hash unless it is encrypted."""
    found = select(KEYS.sha256, KEYS.stored_as).where(KEYS.sha256.in_(hashes))
    return {sha256: sha256 for sha256 in hashes} | {
        row.sha256: row.stored_as for row in connection.execute(found)
    }
