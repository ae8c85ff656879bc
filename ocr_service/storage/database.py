"""The door to the database: SQLite or PostgreSQL, reading and writing transactions."""

import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.storage.pen import Pen
from ocr_service.storage.trail import PENDING, SYNCED, write_down

WRITES = "writes"
BUSY_SECONDS = 10  # for the pen, a lock or a connection; then somebody is told to come again
CONNECT_SECONDS = 5
MOST_CONNECTIONS = 16
# A machine cut off in the middle of a transaction must not hold its locks for hours.
PATIENCE = {
    "lock_timeout": f"{BUSY_SECONDS}s",
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "jit": "off",  # to compile a query takes longer than ours run
}


class Database:
    """One database. Safe for threads, and for a fork: the child opens its own connections.

    ``trail_key`` seals the entries of the audit trail.
    """

    def __init__(self, url: str, trail_key: bytes = b"") -> None:
        parsed = make_url(url)
        self._trail_key = trail_key
        self.sqlite = parsed.get_backend_name() == "sqlite"
        if self.sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        waiting: dict[str, Any] = (
            {"timeout": BUSY_SECONDS} if self.sqlite else {"connect_timeout": CONNECT_SECONDS}
        )
        self._engine = create_engine(
            parsed,
            pool_pre_ping=not self.sqlite,
            pool_size=MOST_CONNECTIONS,
            max_overflow=MOST_CONNECTIONS,
            pool_timeout=BUSY_SECONDS,
            connect_args=waiting,
            hide_parameters=True,  # in errors: they are what papers say
        )
        if self.sqlite:
            event.listen(self._engine, "connect", tune_sqlite)
            event.listen(self._engine, "begin", begin_sqlite)
        else:
            event.listen(self._engine, "connect", tune_postgresql)
        carry_over_no_fork(self._engine)
        self._pen = Pen(BUSY_SECONDS)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with trouble(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Reads the database as it is now, however long that takes and whatever is written."""
        options = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        with trouble(), self._engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def write(self, synced: bool = True) -> Iterator[Connection]:
        """One transaction, committed at the end with what it appends to the audit trail.

        On SQLite it holds the pen from its start. What is not ``synced`` outlives our processes,
        but reaches the disk a moment later.
        """
        pen = self._pen.held() if self.sqlite else nullcontext()
        with trouble(), pen, self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True, PENDING: [], SYNCED: synced})
            with connection.begin():
                yield connection
                write_down(connection, self._trail_key)

    def forget_journal(self) -> None:
        """Drops what SQLite's journal still tells of rows that are gone, if nobody reads it."""
        if self.sqlite:
            with trouble(), self._engine.connect() as plain:
                plain.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def ping(self) -> None:
        """Raises Unavailable when the database does not answer."""
        with self.read() as connection:
            connection.execute(text("select 1"))

    def close(self) -> None:
        self._engine.dispose()


def tune_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "synchronous=FULL",  # what was answered 202 survives a power cut
        "foreign_keys=ON",
        "secure_delete=ON",  # what was erased is overwritten
    ):
        connection.execute(f"PRAGMA {pragma}")
    turn_to_wal(connection)


def tune_postgresql(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        for name, value in PATIENCE.items():
            cursor.execute("select set_config(%s, %s, false)", (name, value))
    connection.commit()


@retry(
    retry=retry_if_exception_type(sqlite3.OperationalError),
    stop=stop_after_delay(BUSY_SECONDS),
    wait=wait_fixed(0.02),
    reraise=True,
)
def turn_to_wal(connection: Any) -> None:
    """SQLite does not wait (busy_timeout) for this one lock while others open the file: we do."""
    connection.execute("PRAGMA journal_mode=WAL")


def begin_sqlite(connection: Connection) -> None:
    """A reader that turns writer midway may find the pen taken: writers ask for it first."""
    options = connection.get_execution_options()
    if options.get(WRITES):
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options[SYNCED] else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")


def carry_over_no_fork(engine: Engine) -> None:
    """SQLite forbids to carry an open connection over a fork: its locks do not come along.

    So the idle ones are closed before; any in use by another thread are the parent's alone.
    """
    known = weakref.ref(engine)

    def before() -> None:
        if (still := known()) is not None:
            still.dispose()

    def in_child() -> None:
        if (still := known()) is not None:
            still.dispose(close=False)

    os.register_at_fork(before=before, after_in_child=in_child)


@contextmanager
def trouble() -> Iterator[None]:
    """A database that is gone, full or locked is Unavailable; a wrong statement is our fault."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as lost:
        raise Unavailable(f"the database: {type(lost).__name__}") from lost
    except DataError as wrong:  # PostgreSQL: no text holds a NUL, so none is found by one
        raise NotFound("no row can have such a value") from wrong
    except DBAPIError as wrong:
        if wrong.connection_invalidated:
            raise Unavailable("the database closed the connection") from wrong
        raise
