"""What `up` does when one of its children dies."""

from dataclasses import replace
from datetime import timedelta

from ocr_service.cli.up import estate
from ocr_service.domain.ids import utc_now
from ocr_service.storage.database import Database
from ocr_service.storage.sql_work import SqlWork
from tests.builders import handed_in
from tests.fakes import House, scan_of


def test_a_dead_workers_work_waits_neither_for_its_successor_nor_for_its_lease(
    house: House,
) -> None:
    handed_in(house, scan_of("one"))
    work, parts = house.bell.rung[0], house.services
    assert parts.work.claim(work.id, "w1", utc_now(), utc_now() + timedelta(hours=1))
    estate("w2", parts)()
    assert not parts.work.claim(work.id, "w2", utc_now(), utc_now())
    estate("w1", parts)()
    assert [rung.id for rung in house.bell.rung] == [work.id, work.id]
    assert parts.work.claim(work.id, "w2", utc_now(), utc_now())


def test_a_database_that_is_gone_does_not_bring_the_household_down(house: House) -> None:
    gone = SqlWork(Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing"))
    estate("w1", replace(house.services, work=gone))()
