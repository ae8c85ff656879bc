"""The trail in the database: appended to with the change it tells of, and never changed."""

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ocr_service.acting import acting
from ocr_service.actions.keys import add_key, revoke_key
from ocr_service.domain.access import Actor, ActorKind, Role
from ocr_service.domain.audit import Act, Deed, Entry
from ocr_service.domain.audit_faults import Check
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import new_id
from ocr_service.storage import Once
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.database import Database
from ocr_service.storage.migrate import migrate
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.trail import append
from tests.builders import handed_in
from tests.fakes import House, scan_of

CLERK = Actor(ActorKind.KEY, "k1", "Một cửa", Role.CLERK, "H29.16", "192.0.2.1")
EACH, WRITERS = 20, 8
WRITER = """
import sys
from ocr_service.domain.audit import Act, Deed
from ocr_service.storage.database import Database
from ocr_service.storage.sql_audit import SqlAudit
audit = SqlAudit(Database(sys.argv[1], b"key"))
for number in range(int(sys.argv[2])):
    audit.append(Deed(Act.DOSSIER_READ, dossier_id=str(number)))
"""


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url)


def trail(house: House, **asked: object) -> tuple[Entry, ...]:
    return house.services.audit.entries(AuditSearch(**asked))  # type: ignore[arg-type]


def acts(house: House, **asked: object) -> list[str]:
    return [entry.act for entry in trail(house, **asked)]


def test_a_dossier_s_way_is_told_by_whoever_takes_it_there(house: House) -> None:
    with acting(CLERK):
        dossier = handed_in(house, scan_of("x", "y"), procedure_code="birth")
    house.work_all()
    told = trail(house, dossier_id=dossier.id)
    assert [entry.act for entry in told] == [
        "dossier.received",
        "document.understood",
        "document.understood",
        "dossier.settled",
    ]
    received, first, _, settled = told
    assert received.actor_id == "k1"
    assert received.actor_role == "clerk"
    assert received.address == "192.0.2.1"
    assert received.remark["files"] == 1
    assert (received.before, len(received.after)) == ("", 64)
    paper = house.services.dossiers.get(dossier.id).documents[0]
    assert first.document_id == paper.id
    assert first.remark == {"document_type": paper.document_type, "status": paper.status.value}
    assert settled.remark["documents"] == 2
    assert settled.actor_kind == "program"
    assert list(Check().faults(trail(house))) == []


def test_more_files_change_what_is_told_before_and_after(house: House) -> None:
    dossier = handed_in(house, scan_of("x"))
    house.work_all()
    (scan,) = house.services.dossiers.summary(dossier.id).scans
    before = trail(house)[-1].number
    more = replace(scan, id=new_id(), state=type(scan.state)("received"))
    works = house.services.dossiers.add_scans(dossier.id, [more])
    house.bell.ring(works)
    house.work_all()
    added, understood, settled = trail(house, after=before)
    assert (added.act, understood.act, settled.act) == (
        "dossier.files_added",
        "document.understood",
        "dossier.settled",
    )
    received = trail(house, act=Act.DOSSIER_RECEIVED)[0]
    assert added.before == received.after != added.after
    assert settled.before == trail(house, act=Act.DOSSIER_SETTLED)[0].after != settled.after


def test_what_fails_and_is_tried_again_is_told_without_its_words(house: House) -> None:
    dossier = handed_in(house, b"%PDF-fake\nbroken")
    house.work_all()
    assert acts(house, dossier_id=dossier.id)[1:] == ["file.failed", "dossier.failed"]
    house.services.dossiers.retry(dossier.id)
    house.services.dossiers.status(dossier.id)
    assert acts(house, dossier_id=dossier.id)[-1] == "dossier.retried"


def test_keys_are_told_of(house: House) -> None:
    key, _ = add_key("x", Role.CLERK, "H29.16", keys=house.services.keys)
    revoke_key(key.prefix, keys=house.services.keys)
    added, revoked = trail(house, agency_code="H29.16")
    assert (added.act, revoked.act) == ("key.added", "key.revoked")
    assert added.subject == revoked.subject == key.id
    assert added.remark == {"role": "clerk"}


def test_a_change_that_is_rolled_back_leaves_no_entry(house: House, database_url: str) -> None:
    before = trail(house)
    dossier = handed_in(house, scan_of("x"))
    taken_over = Once("a", "k", "not the token", "f")
    with pytest.raises(Conflict):
        house.services.dossiers.add(replace(dossier, id=new_id(), scans=()), [], taken_over)
    with suppress(KeyboardInterrupt), Database(database_url).write() as connection:
        append(connection, Deed(Act.KEY_ADDED))
        raise KeyboardInterrupt
    assert [entry.act for entry in trail(house)[len(before) :]] == ["dossier.received"]


CHANGES = ["UPDATE audit_entries SET act = 'dossier.read'", "DELETE FROM audit_entries"]
CHANGES += [f"{change} WHERE number = 1" for change in CHANGES]
ONLY_SQLITE = ["INSERT OR REPLACE INTO audit_entries SELECT * FROM audit_entries WHERE number = 1"]
ONLY_POSTGRES = ["TRUNCATE audit_entries"]


def test_the_database_refuses_to_change_it(house: House, database_url: str) -> None:
    before, database = trail(house), Database(database_url)
    assert before
    for change in CHANGES + (ONLY_SQLITE if database.sqlite else ONLY_POSTGRES):
        with (
            pytest.raises(DBAPIError, match="only ever added to"),
            database.write() as connection,
        ):
            connection.execute(text(change))
    assert trail(house) == before


def test_threads_that_append_at_once_make_one_chain(database_url: str) -> None:
    database = Database(database_url, b"key")
    migrate(database)
    audit = SqlAudit(database)

    def write() -> None:
        for number in range(EACH):
            audit.append(*[Deed(Act.DOSSIER_READ, dossier_id=str(number))] * 2)

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_whole(audit, EACH * WRITERS * 2)


@pytest.mark.slow
def test_processes_that_append_at_once_make_one_chain(database_url: str) -> None:
    database = Database(database_url, b"key")
    migrate(database)
    command = [sys.executable, "-c", WRITER, database_url, str(EACH)]
    writers = [subprocess.Popen(command) for _ in range(WRITERS)]
    assert [writer.wait(60) for writer in writers] == [0] * WRITERS
    assert_whole(SqlAudit(database), EACH * WRITERS)


def assert_whole(audit: SqlAudit, length: int) -> None:
    check = Check(key=b"key")
    assert list(check.faults(audit.entries(AuditSearch()))) == []
    assert check.seen == length
