"""A slow page keeps its lease; a page that hangs loses it."""

import time
from datetime import timedelta

from ocr_service.actions.heartbeat import beating
from ocr_service.domain.ids import utc_now
from ocr_service.domain.work import Work
from tests.builders import handed_in
from tests.fakes import House, scan_of

LEASE = timedelta(seconds=0.3)


def held(house: House) -> Work:
    handed_in(house, scan_of("one"))
    now = utc_now()
    work = house.services.work.claim(house.bell.rung[0].id, "a", now, now + LEASE)
    assert work
    return work


def test_slow_work_is_still_believed(house: House) -> None:
    work = held(house)
    with beating(work, LEASE, timedelta(minutes=1), works=house.services.work):
        time.sleep(0.8)
        assert not house.services.work.expired(utc_now())


def test_work_that_hangs_is_given_to_another(house: House) -> None:
    work = held(house)
    with beating(work, LEASE, timedelta(seconds=0), works=house.services.work):
        time.sleep(0.5)
        assert [lost.id for lost in house.services.work.expired(utc_now())] == [work.id]


def test_each_page_renews_the_patience(house: House) -> None:
    work = held(house)
    with beating(work, LEASE, timedelta(seconds=0.4), works=house.services.work) as pulse:
        for _ in range(4):
            time.sleep(0.2)
            pulse.moved()
        assert not house.services.work.expired(utc_now())
