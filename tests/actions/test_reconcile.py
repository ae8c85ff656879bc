"""What the queue forgot is rung for again; what died is freed; what cannot be done is given up."""

from datetime import timedelta

from ocr_service.actions.reconcile import bury, reconcile, recover
from ocr_service.domain.dossier import Status
from ocr_service.domain.ids import utc_now
from ocr_service.domain.work import Work
from ocr_service.storage.database import Database
from ocr_service.storage.sql_work import SqlWork
from ocr_service.understanding.filing import Filer
from tests.builders import handed_in
from tests.fakes import CATALOGUE, House, scan_of

ATTEMPTS = 3


def run(house: House) -> int:
    return reconcile(ATTEMPTS, works=house.services.work, bell=house.bell)


def die_holding(house: House, work_id: str, lease: timedelta = timedelta(seconds=-1)) -> Work:
    """A worker that takes the work and is never heard of again."""
    taken = house.services.work.claim(work_id, "dead", utc_now(), utc_now() + lease)
    assert taken
    return taken


def test_a_lost_bell_is_rung_again(house: House) -> None:
    dossier = handed_in(house, scan_of("one"))
    house.bell.forget()
    assert run(house) == 1
    house.work_all()
    assert house.services.dossiers.status(dossier.id) is Status.NEEDS_REVIEW


def test_a_bell_that_was_heard_is_not_rung_again(house: House) -> None:
    handed_in(house, scan_of("one"))
    assert run(house) == 0
    assert len(house.bell.rung) == 1


def test_redis_emptied_in_the_middle(house: House) -> None:
    dossier = handed_in(house, scan_of(*"abcdefg"), scan_of("x"))
    house.worker().do(house.bell.rung[0].id)
    house.bell.forget()
    while run(house):
        house.work_all()
        house.bell.forget()
    assert house.services.dossiers.status(dossier.id) is Status.NEEDS_REVIEW
    assert sorted(house.reader.read_texts) == list("abcdefgx")


def test_the_work_of_a_silent_worker_is_done_by_another(house: House) -> None:
    dossier = handed_in(house, scan_of("one"))
    die_holding(house, house.bell.rung[0].id)
    assert run(house) >= 1
    house.work_all("another")
    assert house.services.dossiers.status(dossier.id) is Status.NEEDS_REVIEW


def test_work_that_is_still_believed_is_left_alone(house: House) -> None:
    handed_in(house, scan_of("one"))
    die_holding(house, house.bell.rung[0].id, timedelta(minutes=1))
    assert run(house) == 0


def test_a_dead_workers_work_is_free_at_once(house: House) -> None:
    handed_in(house, scan_of("one"))
    work = die_holding(house, house.bell.rung[0].id, timedelta(minutes=1))
    recover("dead", ATTEMPTS, works=house.services.work, bell=house.bell)
    assert [rung.id for rung in house.bell.rung] == [work.id, work.id]
    assert house.services.work.claim(work.id, "b", utc_now(), utc_now())


def test_after_the_last_attempt_the_file_has_failed(house: House) -> None:
    dossier = handed_in(house, scan_of("one"))
    work_id = house.bell.rung[0].id
    for _ in range(ATTEMPTS):
        die_holding(house, work_id)
    run(house)
    house.work_all()
    settled = house.services.dossiers.get(dossier.id)
    assert settled.status is Status.FAILED
    assert settled.scans[0].complaint
    assert settled.scans[0].complaint.code == "reading_failed"


def test_a_dead_workers_work_waits_neither_for_its_successor_nor_for_its_lease(
    house: House,
) -> None:
    handed_in(house, scan_of("one"))
    work, parts = house.bell.rung[0], house.services
    assert parts.work.claim(work.id, "w1", utc_now(), utc_now() + timedelta(hours=1))
    bury("w2", ATTEMPTS, works=parts.work, bell=parts.bell)
    assert not parts.work.claim(work.id, "w2", utc_now(), utc_now())
    bury("w1", ATTEMPTS, works=parts.work, bell=parts.bell)
    assert [rung.id for rung in house.bell.rung] == [work.id, work.id]
    assert parts.work.claim(work.id, "w2", utc_now(), utc_now())


def test_a_database_that_is_gone_does_not_bring_the_household_down(house: House) -> None:
    nowhere = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    gone = SqlWork(nowhere, house.services.files, Filer(CATALOGUE, ""))
    bury("w1", ATTEMPTS, works=gone, bell=house.bell)
