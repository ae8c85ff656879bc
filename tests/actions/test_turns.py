"""Counters pass batches, agencies take turns, and nobody is left out, on every database."""

import threading
from collections import Counter
from datetime import timedelta

from ocr_service.actions.receive import Arrival, Order, receive
from ocr_service.actions.reconcile import reconcile
from ocr_service.domain.dossier import Dossier, Priority
from ocr_service.domain.ids import utc_now
from ocr_service.domain.work import Work
from tests.builders import arrival, handed_in
from tests.fakes import House, scan_of

HOUR = timedelta(hours=1)


def batch(house: House, agency: str, files: int, priority: Priority = Priority.BATCH) -> None:
    """So many files of an agency in one dossier; their pages say whose they are."""
    texts = [scan_of(f"{agency} {number}") for number in range(files)]
    came: list[Arrival] = [arrival(house, text) for text in texts]
    order = Order(utc_now(), agency_code=agency, priority=priority)
    receive(came, order, dossiers=house.services.dossiers, bell=house.bell)


def settled_after(house: House, dossier: Dossier, most: int) -> int:
    """How many pieces of work are done until the dossier is."""
    for done in range(1, most + 1):
        house.worker().serve()
        if house.services.dossiers.status(dossier.id).settled:
            return done
    raise AssertionError(f"not settled after {most}")


def agencies_read(house: House) -> list[str]:
    return [text.partition(" ")[0] for text in house.reader.read_texts]


def hold_next(house: House, owner: str = "a") -> Work:
    """The work whose turn it is, now in somebody's hands."""
    works, now = house.services.work, utc_now()
    taken = works.claim(works.next_in_turn(now), owner, now, now + HOUR)
    assert taken
    return taken


def test_one_file_of_another_agency_does_not_wait_for_two_hundred(house: House) -> None:
    batch(house, "A", 200)
    house.worker().serve()
    ours = handed_in(house, scan_of("B"), agency_code="B")
    assert settled_after(house, ours, 5) <= 4
    assert agencies_read(house).count("A") <= 3


def test_agencies_take_turns(house: House) -> None:
    for agency, files in (("A", 9), ("B", 3), ("C", 3)):
        batch(house, agency, files)
    for _ in range(9):
        house.worker().serve()
    assert Counter(agencies_read(house)) == {"A": 3, "B": 3, "C": 3}


def test_who_has_least_in_hand_comes_first(house: House) -> None:
    batch(house, "A", 3)
    first = hold_next(house)
    batch(house, "B", 3)
    assert (first.agency_code, hold_next(house).agency_code) == ("A", "B")
    house.services.work.put_back(first, utc_now() + HOUR)
    assert [hold_next(house).agency_code for _ in range(3)] == ["A", "B", "A"]


def test_the_counter_passes_the_batch(house: House) -> None:
    batch(house, "A", 50)
    house.worker().serve()
    for agency in ("B", "A"):
        ours = handed_in(house, scan_of("x"), agency_code=agency, priority=Priority.COUNTER)
        assert settled_after(house, ours, 3) == 2


def test_a_giant_batch_does_not_delay_its_own_agencys_counter(house: House) -> None:
    handed_in(house, scan_of(*map(str, range(200))), agency_code="A")
    house.worker().serve()
    assert len(house.bell.rung) == 1 + 100
    ours = handed_in(house, scan_of("x"), agency_code="A", priority=Priority.COUNTER)
    assert settled_after(house, ours, 3) == 2


def test_what_was_read_is_settled_before_more_is_read(house: House) -> None:
    dossiers = [handed_in(house, scan_of(str(number)), agency_code="A") for number in range(3)]
    for _ in range(2):
        house.worker().serve()
    assert [house.services.dossiers.status(it.id).settled for it in dossiers].count(True) == 1


def test_an_agency_whose_all_is_urgent_starves_nobody(house: House) -> None:
    """B's batch was made three minutes ago; A's counter has been busy since."""
    ours = handed_in(house, scan_of("B"), agency_code="B")
    batch(house, "A", 20, Priority.COUNTER)
    works, later = house.services.work, utc_now() + timedelta(minutes=3)
    served = works.claim(works.next_in_turn(utc_now()), "a", later, later + HOUR)
    assert served
    assert served.agency_code == "A"
    passing = works.claim(works.next_in_turn(later), "a", later, later + HOUR)
    assert passing
    assert passing.dossier_id == ours.id
    again = works.claim(works.next_in_turn(later), "a", later, later + HOUR)
    assert again
    assert again.agency_code == "A"


def test_work_put_back_is_nobodys_turn_until_it_is_due(house: House) -> None:
    handed_in(house, scan_of("x"))
    work, works = hold_next(house), house.services.work
    assert works.next_in_turn(utc_now()) == ""
    works.put_back(work, utc_now() + HOUR)
    assert works.next_in_turn(utc_now()) == ""
    assert works.next_in_turn(utc_now() + HOUR * 2) == work.id


def test_many_workers_at_once_do_each_work_once(house: House) -> None:
    for agency in "ABC":
        batch(house, agency, 8)
    workers = [house.worker(f"w{number}") for number in range(6)]

    def work(place: int) -> None:
        for _ in range(9):
            workers[place].serve()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(workers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    house.work_all()
    assert sorted(house.reader.read_texts) == sorted(
        f"{agency} {number}" for agency in "ABC" for number in range(8)
    )


def test_rings_heard_for_others_are_not_missed(house: House) -> None:
    """A's rings may serve B: nothing is left over, and nothing is rung for ever."""
    for agency in "AB":
        batch(house, agency, 5)
    house.bell.heard = 4  # four rings were lost
    missing = reconcile(3, works=house.services.work, bell=house.bell)
    assert missing == 4
    assert reconcile(3, works=house.services.work, bell=house.bell) == 0
    house.work_all()
    assert len(house.reader.read_texts) == 10
    assert reconcile(3, works=house.services.work, bell=house.bell) == 0
    assert house.bell.rings() == 0
