"""An erased dossier leaves its tombstone and nothing else, whoever works on it at that moment."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ocr_service.domain.audit import Act
from ocr_service.domain.erasure import Erased
from ocr_service.domain.errors import NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.domain.work import LeaseLost
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.columns import metadata
from ocr_service.storage.database import Database
from tests.actions.erasing import gone, house_with, names, read
from tests.actions.town import Town
from tests.builders import handed_in
from tests.fakes import House, scan_of

NAME = "Nguyen-Thi-Minh-An"
IN_AN_HOUR = utc_now() + timedelta(hours=1)
KEPT_APART = {"audit_entries", "tombstones", "doomed_files", "api_keys", "agencies", "turns"}


@pytest.fixture(params=["plain", "encrypted"])
def house(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> House:
    """On every database, with files in the clear and encrypted."""
    return house_with(request.param, tmp_path, database_url)


def rows_left(url: str) -> dict[str, int]:
    """How many rows each table holds, but for those that stay."""
    with Database(url).read() as connection:
        counted = {
            table.name: len(connection.execute(select(table)).all())
            for table in metadata.sorted_tables
            if table.name not in KEPT_APART
        }
    return {name: count for name, count in counted.items() if count}


def bytes_left(folder: Path) -> bytes:
    return b"".join(it.read_bytes() for it in folder.rglob("*") if it.is_file())


def test_nothing_is_left_but_the_tombstone(house: House, tmp_path: Path, database_url: str) -> None:
    dossier_id = read(house, scan_of(f"sure {NAME}", "more"), scan_of("broken"))
    assert rows_left(database_url)["pages"] == 2
    assert len(names(house)) == 4
    assert gone(house, dossier_id, "sent by mistake") == 0
    assert rows_left(database_url) == {}
    assert names(house) == []
    if "sqlite" in database_url:
        Database(database_url).close()
    assert NAME.encode() not in bytes_left(tmp_path / "files")
    with pytest.raises(Erased):
        house.services.dossiers.get(dossier_id)
    (stone,) = house.services.custody.erasures.tombstones()
    assert (stone.dossier_id, stone.reason) == (dossier_id, "sent by mistake")
    assert stone.counts == {"files": 2, "pages": 2, "documents": 2}


def test_the_trail_tells_who_erased_what_and_no_value(house: House) -> None:
    dossier_id = read(house, scan_of(f"sure {NAME}"))
    gone(house, dossier_id, "asked for by the applicant")
    search = AuditSearch(dossier_id=dossier_id, act=Act.DOSSIER_ERASED)
    (entry,) = house.services.audit.entries(search)
    assert entry.remark == {
        "reason": "asked for by the applicant",
        "files": 1,
        "pages": 1,
        "documents": 1,
    }
    assert entry.actor_name == "ocr-service"
    assert NAME not in str(house.services.audit.entries(AuditSearch()))


def test_every_table_that_knows_dossiers_is_thought_of() -> None:
    """A new table with a dossier in it is emptied too, unless it is named here with a reason."""
    stay = {"audit_entries", "tombstones", "pages"}
    known = {it.name for it in metadata.sorted_tables if "dossier_id" in it.c} - stay
    assert known >= {"scans", "documents", "work", "promises", "webhook_events"}
    by_other_ways = {"dossiers", "pages", "webhook_deliveries", "quarantine", "file_keys"}
    by_other_ways |= {"record_handles"}
    others = {it.name for it in metadata.sorted_tables} - known - stay - by_other_ways
    tells_nothing = {
        "accounts",
        "agencies",
        "api_keys",
        "doomed_files",
        "record_index",
        "recovery_codes",
        "report_mark",
        "sessions",
        "turns",
        "webhooks",
    }
    nobodys_yet = {"uploads", "upload_pieces"}  # their sender's alone, and gone after a day
    assert others <= tells_nothing | nobodys_yet, "erase must empty it, or it stands here"


def test_a_file_of_another_dossier_stays_until_that_goes_too(house: House) -> None:
    shared = scan_of("sure", "both")
    one, other = read(house, shared), read(house, shared, scan_of("sure, alone"))
    assert len(names(house)) == 5
    gone(house, other)
    assert len(names(house)) == 3
    whole = house.services.dossiers.get(one)
    assert house.services.files.path(whole.scans[0].sha256).read_bytes() == shared
    assert house.services.files.path(whole.pages[0].picture).is_file()
    gone(house, one)
    assert names(house) == []


def test_running_work_writes_nothing(house: House, database_url: str) -> None:
    dossier = handed_in(house, scan_of("one", "two", "three", "four"))
    begun: list[str] = []

    def erase_meanwhile(text: str) -> None:
        if text == "two":
            begun.append(text)
            gone(house, dossier.id)

    house.reader.before = erase_meanwhile
    house.work_all()
    assert begun
    assert house.reader.read_texts[-1] == "two"
    house.services.custody.bury(IN_AN_HOUR)  # the picture that was kept in vain
    assert rows_left(database_url) == {}
    assert names(house) == []


def test_a_settling_in_hand_writes_nothing(town_of_house: Town, database_url: str) -> None:
    town = town_of_house
    work, whole = town.settling(scan_of("sure"))
    gone(town.house, whole.id)
    with pytest.raises(LeaseLost):
        town.house.services.work.settle(work, whole)
    with pytest.raises(LeaseLost):
        town.house.services.work.extend(work, utc_now())
    assert rows_left(database_url) == {}


def test_what_it_told_to_others_goes_too(town_of_house: Town, database_url: str) -> None:
    town = town_of_house
    town.listen()
    dossier = town.settled(scan_of("sure"))
    assert rows_left(database_url)["webhook_deliveries"] > 0
    gone(town.house, dossier.id)
    assert rows_left(database_url) == {"webhooks": 1}


@pytest.fixture
def town_of_house(house: House, database_url: str) -> Any:
    from tests.receiver import Receiver

    with Receiver().listening() as receiver:
        yield Town(house, receiver, database_url)


def test_a_quarantined_file_is_forgotten(house: House, database_url: str) -> None:
    from ocr_service.domain.quarantine import Cause, Killed

    def explode(text: str) -> None:
        raise Killed(Cause.MEMORY, "SIGKILL")

    house.reader.before = explode
    dossier = handed_in(house, scan_of("bomb"))
    house.work_all()
    assert rows_left(database_url)["quarantine"] == 1
    gone(house, dossier.id)
    assert rows_left(database_url) == {}


def batch(house: House) -> tuple[str, tuple[str, ...]]:
    """A batch of two dossiers at their separator sheets; its id and theirs."""
    first, second = (payload(Separator(Command.NEW_DOSSIER, code)) for code in ("H1", "H2"))
    batch_id = read(house, scan_of(first, "sure one", second, f"sure {NAME}"))
    return batch_id, house.services.dossiers.summary(batch_id).split_into


def test_a_batch_goes_with_all_that_was_split_from_it(house: House, database_url: str) -> None:
    batch_id, parts = batch(house)
    assert parts
    gone(house, batch_id)
    assert rows_left(database_url) == {}
    assert names(house) == []
    for dossier_id in (batch_id, *parts):
        with pytest.raises(Erased):
            house.services.dossiers.get(dossier_id)


def test_a_part_goes_with_the_scan_that_shows_it_and_leaves_the_other_part(house: House) -> None:
    batch_id, parts = batch(house)
    scan = house.services.dossiers.summary(batch_id).scans[0].sha256
    part = parts[-1]
    others = [it for it in (batch_id, *parts) if it != part]
    before = {it: len(house.services.dossiers.get(it).documents) for it in others}
    gone(house, part)
    with pytest.raises(NotFound):
        house.services.files.path(scan)
    assert house.services.dossiers.summary(batch_id).scans[0].sha256 == ""
    for dossier_id in others:
        whole = house.services.dossiers.get(dossier_id)
        assert len(whole.documents) == before[dossier_id]
        assert NAME not in str(whole)
        assert all(house.services.files.path(page.picture) for page in whole.pages if page.text)


def test_erasing_twice_is_told(house: House) -> None:
    dossier_id = read(house, scan_of("sure"))
    gone(house, dossier_id)
    with pytest.raises(Erased):
        gone(house, dossier_id)
    with pytest.raises(NotFound):
        gone(house, "nobody")
