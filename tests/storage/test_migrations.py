"""The migrations make the tables that the code speaks of, however many start at once."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, insert, text

from ocr_service.domain.desk import Kind
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier, Priority, Status
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.handles import tiers
from ocr_service.domain.record import Doubt, Record
from ocr_service.storage.database import Database
from ocr_service.storage.desk import QueueSearch
from ocr_service.storage.migrate import LOCK, migrate, migrate_in_time
from ocr_service.storage.ranking import best
from ocr_service.storage.records import RecordSearch
from ocr_service.storage.rows import Row, document_row, dossier_row
from ocr_service.storage.sql_desk import SqlDesk
from ocr_service.storage.tables import metadata


def differences(connection: Connection) -> Any:
    """But for the full-text index, which no table of the code can tell of."""

    def told(name: str | None, _kind: str, _parent: object) -> bool:
        return not str(name).startswith("records_words")

    context = MigrationContext.configure(connection, opts={"include_name": told})
    return compare_metadata(context, metadata)


def test_migrated_tables_are_those_of_the_code(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    migrate(database)
    migrate(database)
    with database.read() as connection:
        assert differences(connection) == []


def insert_as_then(connection: Connection, name: str, row: Row) -> None:
    """Into the table as it is at this step, whatever columns came later."""
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    connection.execute(insert(table), {key: row[key] for key in row if key in table.c})


def test_what_waited_before_there_was_a_queue_stands_in_it(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    migrate(database, "0012")
    at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    dossier = Dossier("d", at, "H1-7", "birth", "H42", Priority.COUNTER)
    doubt = Doubt("words", "unsure", "Hãy xem.")
    papers = [
        Document("letter", "Thư", 1.0, (1,), Record((), (doubt,)), id="a"),
        Document("letter", "Thư", 1.0, (2,), Record(), DocumentStatus.ACCEPTED, id="b"),
    ]
    with database.write() as connection:
        row = dossier_row(replace(dossier, status=Status.NEEDS_REVIEW))
        insert_as_then(connection, "dossiers", row)
        for place, paper in enumerate(papers):
            insert_as_then(connection, "documents", document_row(paper, "d", place))
    migrate(database)
    (waiting,) = SqlDesk(database).queue(QueueSearch(), at)
    assert (waiting.document_id, waiting.kind, waiting.doubts) == ("a", Kind.DOUBT, 1)
    assert (waiting.received_at, waiting.agency_code) == (at, "H42")


def test_what_was_filed_before_there_were_handles_is_found(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    migrate(database, "0028")
    at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    texts = ("series", "document_type", "paper_number", "paper_key", "valid_until", "issuer")
    told = dict.fromkeys((*texts, "called", "content", "edition", "made_by"), "x")
    told |= {"issued_on": "2026-01-05", "words": "nguyen van an", "agency_code": "H42.1"}
    with database.write() as connection:
        insert_as_then(connection, "dossiers", dossier_row(Dossier("d", at)))
        for above in ("H42.1", "H42"):
            insert_as_then(connection, "agencies", {"code": "H42.1", "above": above})
        for number, gone in ((1, None), (2, at)):
            row = {"id": f"r{number}", "dossier_id": "d", "accepted_at": at, "withdrawn_at": gone}
            row |= {"number": number, "place": number, **told}
            insert_as_then(connection, "records", row)
    migrate(database)
    for scope, expected in (("H42", ["r1"]), ("H42.1", ["r1"]), ("", ["r1"]), ("H4", [])):
        search = RecordSearch(tiers=tiers("van an", ["van", "an"]), scope=scope)
        with database.read() as connection:
            assert [it.id for it in best(connection, search, None, at.date())] == expected


def test_several_may_migrate_at_once(empty_database_url: str) -> None:
    wrong: list[Exception] = []

    def start() -> None:
        try:
            migrate(Database(empty_database_url))
        except Exception as why:
            wrong.append(why)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.slow
def test_machines_that_start_at_once_migrate_once(postgres_url: str) -> None:
    """Processes, as those of `compose.yaml` on an empty database."""
    surroundings = {**os.environ, "OCR_DATABASE_URL": postgres_url}
    command = [sys.executable, "-m", "ocr_service", "migrate"]
    started = [
        subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [(it.communicate()[1], it.returncode) for it in started] == [("", 0)] * 3
    database = Database(postgres_url)
    with database.read() as connection:
        assert connection.scalar(text("select count(*) from alembic_version")) == 1
        assert differences(connection) == []


@pytest.mark.slow
def test_who_comes_while_another_migrates_waits(postgres_url: str) -> None:
    database, waited = Database(postgres_url), threading.Event()

    def come() -> None:
        migrate(database)
        waited.set()

    with Database(postgres_url).write() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        threading.Thread(target=come, daemon=True).start()
        assert not waited.wait(0.5)
    assert waited.wait(10)


def test_no_connection_is_carried_over_a_fork(empty_database_url: str) -> None:
    """An open file of SQLite's in a child would hold locks that are not its own."""
    database = Database(empty_database_url)
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


def test_who_starts_before_the_database_waits_for_it(tmp_path: Path) -> None:
    """A folder that is not there yet stands for a server that is not."""
    path = tmp_path / "late" / "test.sqlite"
    database = Database(f"sqlite:///{path}")
    path.parent.rmdir()
    with pytest.raises(Unavailable):
        migrate_in_time(database, 0.1)
    threading.Timer(1, path.parent.mkdir).start()
    migrate_in_time(database, 20)
    database.ping()
    assert path.exists()
