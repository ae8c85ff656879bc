"""The row decides: one holder at a time, each page once, each dossier settled once."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ocr_service.domain.dossier import Document, ScanState, Status
from ocr_service.domain.ids import utc_now
from ocr_service.domain.record import Record
from ocr_service.domain.work import LeaseLost, Work, WorkKind
from tests.builders import handed_in
from tests.fake_reader import BROKEN, page_of
from tests.fakes import House, scan_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    """On every database."""
    return House.in_folder(tmp_path, database_url)


def claim(house: House, work_id: str, owner: str = "a", lease: timedelta = MINUTE) -> Work | None:
    now = utc_now()
    return house.services.work.claim(work_id, owner, now, now + lease)


def reading(house: House, pages: int = 2) -> Work:
    """A held reading of a new one-file dossier."""
    handed_in(house, scan_of(*["x"] * pages))
    opening = claim(house, house.bell.rung[-1].id)
    assert opening
    (work,) = house.services.work.plan(opening, pages, [(1, pages)], go_on=True)
    return work


def test_only_one_of_many_gets_the_work(house: House) -> None:
    handed_in(house, scan_of("x"))
    work_id = house.bell.rung[0].id
    won: list[Work] = []

    def try_it(name: str) -> None:
        if work := claim(house, work_id, name):
            won.append(work)

    threads = [threading.Thread(target=try_it, args=(str(number),)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert won[0].attempts == 1


def test_the_first_claim_sets_the_dossier_reading(house: House) -> None:
    dossier = handed_in(house, scan_of("x"))
    assert house.services.dossiers.status(dossier.id) is Status.RECEIVED
    claim(house, house.bell.rung[0].id)
    assert house.services.dossiers.status(dossier.id) is Status.READING


def test_a_lease_that_ran_out_is_taken_over_and_its_holder_writes_no_more(house: House) -> None:
    handed_in(house, scan_of("x"))
    work_id = house.bell.rung[0].id
    first = claim(house, work_id, "a", timedelta(seconds=-1))
    second = claim(house, work_id, "b")
    assert first
    assert second
    assert second.attempts == 2
    with pytest.raises(LeaseLost):
        house.services.work.plan(first, 1, [(1, 1)], go_on=True)
    assert house.services.work.plan(second, 1, [(1, 1)], go_on=True)


def test_pages_kept_are_not_unread_and_reset_the_attempts(house: House) -> None:
    works, work = house.services.work, reading(house, pages=3)
    assert works.unread(work) == (1, 2, 3)
    works.save_page(work, page_of(2, "two"), utc_now() + MINUTE)
    works.save_page(work, page_of(2, "two"), utc_now() + MINUTE)
    assert works.unread(work) == (1, 3)
    assert works.scan(work).pages_read == 1
    (held,) = works.held("a")
    assert held.attempts == 1


def test_work_put_back_waits_until_it_is_due(house: House) -> None:
    works, work = house.services.work, reading(house)
    now = utc_now()
    assert works.put_back(work, now + MINUTE)
    assert not works.put_back(work, now)
    assert claim(house, work.id) is None
    assert works.waiting(now, 10) == ()
    assert [due.id for due in works.waiting(now + MINUTE * 2, 10)] == [work.id]


def test_the_last_scan_makes_the_settling_once(house: House) -> None:
    dossier = handed_in(house, scan_of("x"), scan_of("y"))
    works, settlings = house.services.work, []
    for rung in list(house.bell.rung):
        opening = claim(house, rung.id)
        assert opening
        (work,) = works.plan(opening, 1, [(1, 1)], go_on=True)
        works.save_page(work, page_of(1, "x"), utc_now() + MINUTE)
        settlings += works.finish_reading(work)
    assert [work.kind for work in settlings] == [WorkKind.SETTLE]
    assert [page.number for page in house.services.dossiers.get(dossier.id).pages] == [1, 2]


def test_two_workers_that_finish_at_once_make_one_settling(house: House) -> None:
    handed_in(house, *[scan_of(str(number)) for number in range(4)])
    works, held, settlings = house.services.work, [], []
    for rung in list(house.bell.rung):
        opening = claim(house, rung.id)
        assert opening
        held += works.plan(opening, 1, [(1, 1)], go_on=True)
    for work in held:
        works.save_page(work, page_of(1, "x"), utc_now() + MINUTE)
    threads = [
        threading.Thread(target=lambda work=work: settlings.extend(works.finish_reading(work)))
        for work in held
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(settlings) == 1


def test_a_failed_scan_ends_its_other_work_and_settles_the_dossier(house: House) -> None:
    dossier = handed_in(house, scan_of("1", "2"))
    works = house.services.work
    opening = claim(house, house.bell.rung[0].id)
    assert opening
    first, second = works.plan(opening, 2, [(1, 1), (2, 2)], go_on=False)
    held = claim(house, first.id)
    assert held
    (settling,) = works.fail(held, BROKEN)
    assert settling.kind is WorkKind.SETTLE
    assert claim(house, second.id) is None
    (scan,) = house.services.dossiers.get(dossier.id).scans
    assert scan.state is ScanState.FAILED
    assert scan.complaint == BROKEN


def test_settling_replaces_the_documents_whole(house: House) -> None:
    dossier = handed_in(house, scan_of("x"))
    house.work_all()
    before = house.services.dossiers.get(dossier.id)
    works = house.services.dossiers.add_scans(dossier.id, before.scans[:0])
    settling = claim(house, works[0].id)
    assert settling
    paper = Document("form", "Đơn", 1.0, (1,), Record(), id=before.documents[0].id)
    settled = replace(before, documents=(paper,), missing=("id|card",), status=Status.NEEDS_REVIEW)
    house.services.work.settle(settling, settled)
    after = house.services.dossiers.get(dossier.id)
    assert after.documents == (paper,)
    assert after.missing == ("id|card",)
    assert after.version > before.version


def test_a_settling_that_was_overtaken_by_more_files_changes_nothing(house: House) -> None:
    dossier = handed_in(house, scan_of("x"))
    house.worker().do(house.bell.rung[0].id)
    settling = claim(house, house.bell.rung[1].id)
    assert settling
    more = house.services.dossiers.get(dossier.id).scans[0]
    again = replace(more, id=more.id[:-4] + "ffff", state=ScanState.RECEIVED)
    house.services.dossiers.add_scans(dossier.id, [again])
    house.services.work.settle(settling, house.services.dossiers.get(dossier.id))
    assert house.services.dossiers.status(dossier.id) is Status.READING
