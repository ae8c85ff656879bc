"""Files to be taken away: doomed in the transaction that let go of them, buried soon after.

A file is named by its content, so one that is doomed may be handed in again at any moment. Who
makes a file somebody's reclaims it first; who buries looks, under one lock, whether it is
anybody's. So no file goes that a committed row needs, and no row is committed for one that went.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, exists, or_, select, text, update

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.storage import FileStore, tables
from ocr_service.storage.database import Database
from ocr_service.storage.sql_file_keys import stored_names
from ocr_service.storage.steps import put

DOOMED = tables.doomed_files.c
KEYS = tables.file_keys.c
# What names files: scans, pictures of pages, signed copies, and what is still coming in.
OWNERS = (
    tables.scans.c.sha256,
    tables.pages.c.picture,
    tables.signed_copies.c.sha256,
    tables.upload_pieces.c.sha256,
)
LOCK = 0x66696C6573  # PostgreSQL's advisory lock; on SQLite the writer's pen is the lock
PAUSE = timedelta(minutes=1)  # another worker may just be keeping the same picture
REMEMBERED = timedelta(days=1)  # far longer than a request may take
AT_A_TIME = 500


class SqlDoomed:
    """The doomed files in the database; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int = AT_A_TIME) -> tuple[str, ...]:
        """The names under which they lie."""
        asked = select(DOOMED.stored_as).where(DOOMED.gone_at.is_(None), DOOMED.due_at <= now)
        with self._database.read() as connection:
            return tuple(connection.scalars(asked.order_by(DOOMED.due_at).limit(limit)))

    def bury(self, name: str, remove: Callable[[str, str], None]) -> bool:
        """Whether the file went. ``remove`` is told the name and the hash of the content.

        Should it raise, nothing has changed.
        """
        with self._database.write() as connection:
            lock(connection, shared=False)
            row = doomed_row(connection, name)
            if row is None:
                return False
            if needed(connection, row):
                connection.execute(delete(tables.doomed_files).where(DOOMED.stored_as == name))
                return False
            connection.execute(delete(tables.file_keys).where(KEYS.stored_as == name))
            remove(name, row["sha256"])
            gone = update(tables.doomed_files).where(DOOMED.stored_as == name)
            connection.execute(gone.values(gone_at=utc_now()))
            return True

    def forget(self, now: datetime) -> None:
        """Those that went a day ago: nobody can believe any more that they are here."""
        old = DOOMED.gone_at < now - REMEMBERED
        with self._database.read() as connection:
            if not connection.scalar(select(exists().where(old))):
                return
        with self._database.write() as connection:
            connection.execute(delete(tables.doomed_files).where(old))

    def doom_copy(self, sha256: str, due: datetime) -> None:
        """The copy in the clear of a file that lies encrypted by then; else it stays."""
        row = {"stored_as": sha256, "sha256": sha256, "due_at": due, "gone_at": None}
        with self._database.write() as connection:
            put(connection, tables.doomed_files, row)


def doom(connection: Connection, hashes: Sequence[str], due: datetime) -> None:
    """Files that somebody has let go of; whether they are anybody else's is looked at later."""
    wanted = sorted({sha256 for sha256 in hashes if sha256})
    for start in range(0, len(wanted), AT_A_TIME):
        for sha256, name in stored_names(connection, wanted[start : start + AT_A_TIME]).items():
            # A copy from before it was encrypted may lie there still.
            for lies_as in {name, sha256}:
                row = {"stored_as": lies_as, "sha256": sha256, "due_at": due, "gone_at": None}
                put(connection, tables.doomed_files, row)


@contextmanager
def owning(database: Database, hashes: Sequence[str], files: FileStore) -> Iterator[Connection]:
    """A transaction by which files become somebody's.

    Raises Unavailable when one of them has just been taken away: sent again, it is kept anew.
    What was kept in vain, whatever forbade that anybody has it there, is doomed unless others have
    it.
    """
    try:
        with database.write() as connection:
            reclaim(connection, hashes, files)
            yield connection
    except Unavailable:  # sent again, it may go well
        raise
    except Exception:
        with database.write() as connection:
            doom(connection, hashes, utc_now() + PAUSE)
        raise


def reclaim(connection: Connection, hashes: Sequence[str], files: FileStore) -> None:
    lock(connection, shared=True)
    wanted = [sha256 for sha256 in hashes if sha256]
    condition = DOOMED.sha256.in_(wanted)
    rows = connection.execute(select(tables.doomed_files).where(condition).with_for_update())
    for row in rows.mappings().all():
        if row["gone_at"] is None and not in_force(connection, row):
            continue
        check_is_here(row["sha256"], files)  # a burial may have gone wrong after the file went
        its = DOOMED.stored_as == row["stored_as"]
        connection.execute(delete(tables.doomed_files).where(its))


def check_is_here(sha256: str, files: FileStore) -> None:
    if not files.holds(sha256):
        raise Unavailable("the file store: a file was taken away just now")


def doomed_row(connection: Connection, name: str) -> RowMapping | None:
    asked = select(tables.doomed_files).where(DOOMED.stored_as == name, DOOMED.gone_at.is_(None))
    return connection.execute(asked.with_for_update()).mappings().one_or_none()


def needed(connection: Connection, row: RowMapping) -> bool:
    return in_force(connection, row) and owned(connection, row["sha256"])


def in_force(connection: Connection, row: RowMapping) -> bool:
    """Whether this is where the file lies now, and no copy from before it was encrypted."""
    sha256: str = row["sha256"]
    return bool(stored_names(connection, [sha256])[sha256] == row["stored_as"])


def owned(connection: Connection, sha256: str) -> bool:
    asked = or_(*(exists().where(column == sha256) for column in OWNERS))
    return bool(connection.scalar(select(asked)))


def lock(connection: Connection, shared: bool) -> None:
    if connection.dialect.name != "sqlite":
        step = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        connection.execute(text(f"select {step}(:lock)"), {"lock": LOCK})
