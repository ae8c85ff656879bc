"""The migrations make the tables that the code speaks of, however many start at once."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ocr_service.storage.database import Database
from ocr_service.storage.migrate import migrate
from ocr_service.storage.tables import metadata


def test_migrated_tables_are_those_of_the_code(database_url: str) -> None:
    database = Database(database_url)
    migrate(database)
    migrate(database)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_several_may_migrate_at_once(database_url: str) -> None:
    wrong: list[Exception] = []

    def start() -> None:
        try:
            migrate(Database(database_url))
        except Exception as why:
            wrong.append(why)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_no_connection_is_carried_over_a_fork(database_url: str) -> None:
    """An open file of SQLite's in a child would hold locks that are not its own."""
    database = Database(database_url)
    migrate(database)
    child = os.fork()
    if child == 0:
        os._exit(any("sqlite" in str(file.readlink()) for file in open_files()))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    database.ping()


def open_files() -> Iterator[Path]:
    for file in list(Path("/proc/self/fd").iterdir()):
        if file.is_symlink():
            yield file
