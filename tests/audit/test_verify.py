"""Somebody who may do all in the database tampers with the trail; `ocr-service verify` tells."""

import tracemalloc

import pytest
from sqlalchemy import insert

from ocr_service.actions.trail import AT_A_TIME, walk
from ocr_service.domain.audit import GENESIS, Act, Deed, Entry, chained, hash_of
from ocr_service.domain.audit_faults import Check
from ocr_service.storage import tables
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.database import Database
from ocr_service.storage.migrate import migrate
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.trail import entry_row
from tests.audit.office import CLERK, LENGTH, Office

MANY = 20 * AT_A_TIME
BYTES_AN_ENTRY = 8000  # twice what it takes, with its row


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
