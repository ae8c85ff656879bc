"""The population database is asked as its simulator answers, spares papers, and may be away."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.screens.browser import served
from ocr_service.courier.population import HttpPopulation
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.population import Answer
from samples.simulators.population import KEY, population
from tests.fakes import LOOPBACK, House
from tests.receiver import Receiver
from tests.records import AN, shipped
from tests.web.client import Client

NUMBER, NAME, BORN = AN["personal_id"], AN["full_name"], date(2004, 9, 2)


@pytest.fixture
def address() -> Iterator[str]:
    with served(population()) as url:
        yield url


def test_it_says_whether_there_is_somebody(address: str) -> None:
    database = HttpPopulation(address, KEY, LOOPBACK)
    assert database.look_up(NUMBER, "nguyen thi minh an", BORN) is Answer.MATCHES
    assert database.look_up(NUMBER, "", None) is Answer.MATCHES
    assert database.look_up(NUMBER, NAME, date(2004, 9, 3)) is Answer.DIFFERS
    assert database.look_up(NUMBER, "Lê Văn B", BORN) is Answer.DIFFERS
    assert database.look_up("001304005679", NAME, BORN) is Answer.NOT_FOUND


def test_whatever_goes_wrong_it_is_away_for_a_while_and_no_log_tells_of_whom(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with Receiver(delay=5).listening() as slow, Receiver(status=200).listening() as silent:
        for database in (
            HttpPopulation(address, "wrong", LOOPBACK),
            HttpPopulation(address, KEY),  # inside our walls, and nobody has vouched for that
            HttpPopulation(slow.url, KEY, LOOPBACK, seconds=0.3),
            HttpPopulation(silent.url, KEY, LOOPBACK),
            HttpPopulation("http://127.0.0.1:1/", KEY, LOOPBACK),
        ):
            with pytest.raises(Unavailable) as told:
                database.look_up(NUMBER, NAME, BORN)
            assert NUMBER not in str(told.value)
        before = len(silent.letters)
        with pytest.raises(Unavailable):
            database.look_up(NUMBER, NAME, BORN)
        assert len(silent.letters) == before
    assert NUMBER not in caplog.text
    assert "Minh An" not in caplog.text


def test_a_name_that_is_looked_up_for_ever_holds_nobody_at_the_counter() -> None:
    over = threading.Event()

    def hang(_host: str, _port: int) -> list[str]:
        over.wait(30)
        over.set()
        return []

    database = HttpPopulation("http://population.example/", KEY, LOOPBACK, hang, seconds=0.2)
    with pytest.raises(Unavailable):
        database.look_up(NUMBER, NAME, BORN)
    assert not over.is_set(), "it came back while the name was still looked up"
    over.set()


def test_who_is_known_there_need_not_bring_what_it_tells(tmp_path: Path, address: str) -> None:
    house = House.in_folder(tmp_path, catalogue=shipped())
    away = HttpPopulation("http://127.0.0.1:1/", KEY, LOOPBACK)
    asked = f"/procedures/marriage_registration/held?personal_id={NUMBER}"
    for there, query, said, source in (
        (HttpPopulation(address, KEY, LOOPBACK), "", "matches", "population"),
        (HttpPopulation(address, KEY, LOOPBACK), "&name=Lê+Văn+B", "differs", None),
        (away, "", "unavailable", None),
        (None, "", None, None),
    ):
        client = Client(replace(house, services=replace(house.services, population=there)))
        told = client.get(asked + query).json
        papers = {it["document_type"]: it for it in told["papers"]}
        paper = papers["residence_confirmation"]
        assert (told["population"], paper["source"]) == (said, source)
        assert paper["reason"] == (None if source else "not_held")
        assert papers["marital_status_certificate"]["reason"] == "not_held"
    entries = client.get("/audit?act=population.asked").json["items"]
    assert [it["remark"] for it in entries] == [{"procedure_code": "marriage_registration"}] * 3
