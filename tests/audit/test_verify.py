"""Somebody who may do all in the database tampers with the trail; `ocr-service verify` tells."""

import csv
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr
from sqlalchemy import insert, make_url, text

from ocr_service.__main__ import commands
from ocr_service.acting import acting
from ocr_service.actions.keys import add_key
from ocr_service.actions.trail import AT_A_TIME, walk
from ocr_service.config import Settings
from ocr_service.domain.access import Actor, ActorKind, Role
from ocr_service.domain.audit import GENESIS, Act, Deed, Entry, chained, hash_of
from ocr_service.domain.audit_faults import Check
from ocr_service.storage import tables
from ocr_service.storage.agencies import note_agency
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.database import Database
from ocr_service.storage.migrate import migrate
from ocr_service.storage.sealing import trail_key
from ocr_service.storage.sql_access import SqlKeys
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.trail import entry_row
from ocr_service.wiring.stores import prepare

SEALED_WITH = "a secret of the tests"
CLERK = Actor(ActorKind.KEY, "k1", "=cmd|' /C calc'!A0", Role.CLERK, "H29.16", "192.0.2.1")
LENGTH = 12
MANY = 20 * AT_A_TIME
BYTES_AN_ENTRY = 8000  # twice what it takes, with its row


@dataclass
class Office:
    """A trail of twelve entries, those who check it, and somebody who may change all."""

    url: str
    folder: Path

    def run(self, *words: str, sealed_with: str = SEALED_WITH) -> Result:
        settings = {"OCR_DATABASE_URL": self.url, "OCR_SECRET_KEY": sealed_with}
        runner = CliRunner(env={**settings, "OCR_DATA_DIR": str(self.folder)})
        return runner.invoke(commands, words)

    def verify(self, *words: str, sealed_with: str = SEALED_WITH) -> list[str]:
        """What is wrong; the newest hash, if nothing is."""
        ended = self.run("verify", *words, sealed_with=sealed_with)
        *faults, head = ended.stdout.splitlines()
        assert ended.exit_code == (1 if faults else 0), ended.output
        return faults or [head]

    @property
    def audit(self) -> SqlAudit:
        return SqlAudit(Database(self.url, trail_key(SEALED_WITH)))

    def entries(self) -> tuple[Entry, ...]:
        return self.audit.entries(AuditSearch())

    def tamper(self, *changes: str) -> None:
        """By the owner of the tables, who first takes the triggers off."""
        database = Database(self.url)
        with database.write() as connection:
            if database.sqlite:
                for name in ("update", "delete", "replace"):
                    connection.execute(text(f"DROP TRIGGER IF EXISTS audit_entries_{name}"))
            else:
                off = "DROP TRIGGER IF EXISTS audit_entries_stay ON audit_entries"
                connection.execute(text(off))
            for change in changes:
                connection.execute(text(change))

    def put(self, entry: Entry) -> None:
        with Database(self.url).write() as connection:
            connection.execute(insert(tables.audit_entries), [entry_row(entry)])


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Office:
    database = Database(database_url)
    migrate(database)
    with database.write() as connection:  # as whatever is an agency's own does
        note_agency(connection, "H29.16")
    office = Office(database_url, tmp_path)
    with acting(CLERK):
        for number in range(LENGTH):
            agency = "H29.16" if number % 2 else "H30"
            office.audit.append(Deed(Act.DOSSIER_READ, agency, f"d{number}", remark={"n": number}))
    return office


def test_a_whole_trail_ends_with_0_and_its_newest_hash(office: Office) -> None:
    newest = office.entries()[-1].hash
    assert office.verify() == [newest]
    assert office.verify("--head", newest) == [newest]
    said = office.run("verify", "--no-files").stderr
    assert said == f"audit trail: {LENGTH} entries, whole; the newest is {LENGTH}\n"
    assert "seals not looked at" in office.run("verify", sealed_with="").stderr


ANEW = "not what follows the entry before: one of the two was written anew"
FORGED = "sealed with another OCR_SECRET_KEY, or forged (see --sealed-from)"
TAMPERED = {
    "a field changed": (
        ["UPDATE audit_entries SET actor_id = 'k2' WHERE number = 5"],
        ["entry 5: changed after writing"],
    ),
    "a remark that is no JSON any more": (
        ["UPDATE audit_entries SET remark = '{' WHERE number = 5"],
        ["entry 5: changed after writing"],
    ),
    "a time that is none": (
        ["UPDATE audit_entries SET at = 'yesterday' WHERE number = 5"],
        ["entry 5: changed after writing"],
    ),
    "the first removed": (
        ["DELETE FROM audit_entries WHERE number = 1"],
        ["entry 1: removed"],
    ),
    "some of the middle removed": (
        ["DELETE FROM audit_entries WHERE number BETWEEN 4 AND 6"],
        ["entries 4 to 6: removed"],
    ),
    "one removed and all after it renumbered": (
        [
            "DELETE FROM audit_entries WHERE number = 10",
            "UPDATE audit_entries SET number = 10 WHERE number = 11",
            "UPDATE audit_entries SET number = 11 WHERE number = 12",
        ],
        ["entries 10 to 11: changed after writing"],
    ),
    "two swapped": (
        [
            "UPDATE audit_entries SET number = 99 WHERE number = 4",
            "UPDATE audit_entries SET number = 4 WHERE number = 5",
            "UPDATE audit_entries SET number = 5 WHERE number = 99",
        ],
        ["entries 4 to 5: changed after writing", f"entry 6: {ANEW}"],
    ),
    "a copy inserted": (
        [
            "INSERT INTO audit_entries SELECT 13, at, actor_kind, actor_id, actor_name, "
            "actor_role, actor_agency, address, request_id, act, agency_code, dossier_id, "
            "document_id, subject, before, after, remark, previous, hash, seal "
            "FROM audit_entries WHERE number = 3"
        ],
        ["entry 13: changed after writing"],
    ),
    "a seal taken off": (
        ["UPDATE audit_entries SET seal = '' WHERE number > 8"],
        ["entries 9 to 12: no seal, though OCR_SECRET_KEY is set (see --sealed-from)"],
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_tampering_is_told_by_number(office: Office, how: str) -> None:
    changes, told = TAMPERED[how]
    office.tamper(*changes)
    assert office.verify() == told


def test_a_hash_made_anew_for_one_is_told(office: Office) -> None:
    changed = "UPDATE audit_entries SET dossier_id = 'd99' WHERE number = 5"
    office.tamper(changed)
    anew = hash_of(office.entries()[4])
    office.tamper(f"UPDATE audit_entries SET hash = '{anew}' WHERE number = 5")  # noqa: S608
    assert office.verify() == [f"entry 5: {FORGED}", f"entry 6: {ANEW}"]
    assert office.verify(sealed_with="") == [f"entry 6: {ANEW}"]


def test_one_put_at_the_end_without_the_key_is_told(office: Office) -> None:
    last = office.entries()[-1]
    forged = Entry.of(Deed(Act.DOSSIER_READ, dossier_id="d1"), CLERK, "")
    (linked,) = chained([forged], last.number, last.hash, last.at, b"a guess")
    office.tamper()
    office.put(linked)
    assert office.verify() == [f"entry 13: {FORGED}"]


def test_what_was_cut_off_is_told_by_a_hash_kept_elsewhere(office: Office) -> None:
    (head,) = office.verify()
    office.tamper("DELETE FROM audit_entries WHERE number > 10")
    office.verify()
    (told,) = office.verify("--head", head)
    assert "cut off at the end" in told
    office.audit.append(Deed(Act.DOSSIER_READ))
    assert office.verify("--head", head) == [told]
    office.tamper("DELETE FROM audit_entries")
    assert office.verify() == [GENESIS]
    assert office.verify("--head", head) == [told]


def test_seals_from_before_a_new_secret_are_left_alone_when_told_so(office: Office) -> None:
    assert office.verify(sealed_with="new") == [f"entries 1 to {LENGTH}: {FORGED}"]
    assert office.verify("--sealed-from", str(LENGTH + 1), sealed_with="new")[0].isalnum()


def exported(office: Office, *words: str) -> Path:
    out = office.folder / "trail.jsonl"
    ended = office.run("trail", "export", *words)
    assert ended.exit_code == 0, ended.output
    out.write_text(ended.stdout, "utf-8")
    return out


def test_an_exported_file_is_checked_without_a_database(office: Office) -> None:
    out = exported(office)
    nowhere = Office("sqlite:////nowhere/at.all", office.folder)
    (head,) = nowhere.verify("--trail", str(out))
    assert office.verify("--head", head) == [head]
    lines = out.read_text("utf-8").splitlines(keepends=True)
    assert json.loads(lines[-1])["act"] == "trail.read"
    told = json.loads(lines[4]) | {"actor_id": "k2"}
    changed = [*lines[:4], json.dumps(told) + "\n", "no JSON\n", *lines[6:]]
    out.write_text("".join(changed), "utf-8")
    assert nowhere.verify("--trail", str(out)) == [
        "entry 5: changed after writing",
        "line 6: no entry of a trail",
        "entry 6: removed",
    ]


def test_an_extract_is_checked_for_what_it_holds(office: Office) -> None:
    out = exported(office, "--agency", "H29")
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {line["agency_code"] for line in lines} == {"H29", "H29.16"}
    assert len(lines) == LENGTH // 2 + 1
    assert office.verify("--extract", "--trail", str(out))[0].isalnum()
    assert "entry 1: removed" in office.verify("--trail", str(out))
    one = exported(office, "--dossier", "d3", "--from", "2020-01-01", "--to", "2120-01-01")
    assert [json.loads(line)["dossier_id"] for line in one.open()] == ["d3", "d3"]
    assert exported(office, "--to", "2020-01-01").read_text() == ""


def test_a_spreadsheet_runs_nothing_of_it(office: Office) -> None:
    ended = office.run("trail", "export", "--format", "csv")
    first = next(csv.DictReader(ended.stdout.splitlines()))
    assert first["actor_name"] == "'" + CLERK.name
    assert first["remark"] == '{"n":0}'
    assert first["number"] == "1"


def test_the_command_line_acts_in_the_name_of_its_user(office: Office) -> None:
    assert office.run("keys", "add", "one-stop").exit_code == 0
    added = office.entries()[-1]
    assert (added.act, added.actor_kind, added.actor_name) == (
        "key.added",
        "program",
        "command line",
    )
    assert added.actor_id
    assert added.address


@pytest.fixture
def restricted(postgres_url: str) -> Iterator[tuple[str, str]]:
    """URLs of the owner of the tables, and of the role that the service works as."""
    schema = postgres_url.rpartition("%3D")[2]
    role = f"{schema}_service"
    options = make_url(postgres_url).query
    with psycopg.connect(host=str(options["host"]), user="postgres", autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")  # type: ignore[arg-type]
        prepare(Settings(database_url=SecretStr(postgres_url), database_role=role))
        yield postgres_url, postgres_url.replace("postgres@", f"{role}@")
        owner.execute(f"DROP OWNED BY {role}")  # type: ignore[arg-type]
        owner.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_service_s_own_role_may_add_and_look_and_no_more(
    restricted: tuple[str, str], tmp_path: Path
) -> None:
    _, url = restricted
    database = Database(url, trail_key(SEALED_WITH))
    migrate(database)  # as every process does when it starts
    add_key("x", keys=SqlKeys(database))
    SqlAudit(database).append(Deed(Act.DOSSIER_READ))
    changes = [
        "UPDATE audit_entries SET act = ''",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "DROP TRIGGER audit_entries_stay ON audit_entries",
        "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
        "DROP TABLE audit_entries",
    ]
    with psycopg.connect(url.replace("+psycopg", "")) as service:
        for change in changes:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(change)  # type: ignore[arg-type]
            service.rollback()
    assert Office(url, tmp_path).verify()[0].isalnum()


@pytest.mark.slow
def test_a_long_trail_is_checked_a_few_entries_at_a_time(database_url: str) -> None:
    database = Database(database_url)
    migrate(database)
    deeds = [Deed(Act.DOSSIER_READ, "H29", f"d{number}") for number in range(MANY)]
    entries = [Entry.of(deed, CLERK, "") for deed in deeds]
    linked = chained(entries, 0, GENESIS, "2026-11-26T08:00:00.000000+00:00", b"")
    with database.write() as connection:
        connection.execute(insert(tables.audit_entries), [entry_row(entry) for entry in linked])
    del deeds, entries, linked
    check = Check()
    tracemalloc.start()
    assert list(check.faults(walk(AuditSearch(), audit=SqlAudit(database)))) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert check.seen == MANY
    assert peak < AT_A_TIME * BYTES_AN_ENTRY
