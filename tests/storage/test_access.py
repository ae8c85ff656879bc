"""Promises and keys on every database."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from ocr_service.domain.errors import NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.storage import Promised
from tests.fakes import House


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url)


def test_only_one_of_many_requests_gets_the_key(house: House) -> None:
    answers: list[Promised | None] = []

    def begin(token: str) -> None:
        answers.append(house.services.promises.begin("a", "k", token, utc_now()))

    threads = [threading.Thread(target=begin, args=(str(number),)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(None) == 1
    assert answers.count(Promised("", "")) == 5


def test_a_promise_is_forgotten_after_a_day(house: House) -> None:
    promises, now = house.services.promises, utc_now()
    assert promises.begin("a", "k", "1", now) is None
    assert promises.begin("a", "k", "2", now + timedelta(seconds=20)) == Promised("", "")
    assert promises.begin("b", "k", "3", now) is None
    assert promises.begin("a", "k", "4", now + timedelta(hours=25)) is None


def test_a_name_that_no_row_can_have_is_not_found(house: House) -> None:
    for name in ("\0", "x" * 5000, "'; drop table dossiers"):
        with pytest.raises(NotFound):
            house.services.dossiers.get(name)
