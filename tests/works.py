"""Looks at work that waits, and makes it due."""

from datetime import timedelta

from ocr_service.domain.ids import utc_now
from tests.fakes import House


def waiting(house: House) -> list[str]:
    """All that waits, also what is not yet due."""
    later = utc_now() + timedelta(hours=1)
    return [work.id for work in house.services.work.waiting(later, 10)]


def make_due(house: House, work_id: str) -> None:
    """Takes the pause out of a work that was put back."""
    now = utc_now() + timedelta(hours=1)
    taken = house.services.work.claim(work_id, "clock", now, now)
    assert taken
    house.services.work.put_back(taken, utc_now(), counted=False)
