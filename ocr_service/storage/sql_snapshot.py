"""All rows as lines of JSON, of one moment; and back into an empty database, SQLite or PostgreSQL.

The register of tables tells what there is, so that a table made tomorrow comes along.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, func, insert, select, text

from ocr_service.domain.audit import Deed
from ocr_service.domain.erasure import Tombstone
from ocr_service.domain.errors import Conflict
from ocr_service.storage import tables  # noqa: F401 - enters all tables in the register
from ocr_service.storage.columns import Instant, metadata
from ocr_service.storage.database import Database
from ocr_service.storage.snapshots import Named
from ocr_service.storage.sql_erasures import erase_again
from ocr_service.storage.sql_inventory import named_after
from ocr_service.storage.trail import append

# Not what is kept but what is going on: who is signed in, who looks at what, which files go; and
# what reports count, which is made anew from the rest.
PASSING = frozenset({"sessions", "leases", "doomed_files", "report_facts", "report_mark"})
AT_A_TIME = 500


class Snapshot:
    """The database as it was at one moment, whatever is written meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def revision(self) -> str:
        """Of the tables."""
        return str(self._connection.scalar(text("select version_num from alembic_version")))

    def tables(self) -> list[str]:
        """Those that others name come before these."""
        return [table.name for table in kept_tables()]

    def lines(self, name: str) -> Iterator[str]:
        table = metadata.tables[name]
        rows = self._connection.execution_options(yield_per=AT_A_TIME).execute(select(table))
        for row in rows.mappings():
            yield json.dumps(
                {column: told(value) for column, value in row.items()}, ensure_ascii=False
            )

    def files(self) -> Iterator[Named]:
        after = ""
        while found := named_after(self._connection, after):
            yield from found
            after = found[-1][0]


class SqlSnapshots:
    """Snapshots of the database, and one put back into it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        with self._database.snapshot() as connection:
            yield Snapshot(connection)

    @contextmanager
    def filling(self) -> Iterator["Filling"]:
        """All or nothing; raises Conflict unless the database is empty."""
        with self._database.write() as connection:
            check_empty(connection)
            yield Filling(connection)

    def check_empty(self) -> None:
        """Raises Conflict when there is anything that would be overwritten."""
        with self._database.read() as connection:
            check_empty(connection)

    @property
    def revision(self) -> str:
        with self._database.read() as connection:
            return Snapshot(connection).revision


class Filling:
    """A transaction that fills an empty database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, name: str, lines: Iterable[str]) -> int:
        """How many rows that were; raises KeyError, ValueError for what is no row."""
        table, count, left = metadata.tables[name], 0, iter(lines)
        while some := list(islice(left, AT_A_TIME)):
            rows = [row_from(table, json.loads(line)) for line in some]
            self._connection.execute(insert(table), rows)
            count += len(rows)
        return count

    def erase_again(self, stones: Sequence[Tombstone]) -> int:
        return erase_again(self._connection, tuple(stones))

    def append(self, deed: Deed) -> None:
        append(self._connection, deed)


def kept_tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in PASSING]


def check_empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if connection.scalar(select(func.count()).select_from(table)):
            raise Conflict(f"the database is not empty: {table.name} has rows")


def told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def row_from(table: Table, line: dict[str, Any]) -> dict[str, Any]:
    return {name: kept(table.c[name].type, value) for name, value in line.items()}


def kept(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    return base64.b64decode(value) if isinstance(kind, LargeBinary) else value
