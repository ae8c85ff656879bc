"""A short storm over the real service, each blow struck; the long one is `benchmarks.storm`."""

import pytest

from benchmarks.storm.__main__ import weathered
from benchmarks.storm.blows import possible
from benchmarks.storm.machine import machine

pytestmark = pytest.mark.slow


def test_every_dossier_that_was_taken_ends_once_and_right(postgres_server: object) -> None:
    """(Asking for the fixture skips this where there is no PostgreSQL.)"""
    with machine(OCR_MIN_FREE_MB="20", OCR_ENGINE="tesserocr", OCR_LEASE_SECONDS="5") as struck:
        blows = possible(struck)
        found = weathered(struck, 16, 2, seed=6, senders=4, pauses=(0.2, 0.8), rounds=1)
    assert found["lost"] == []
    assert found["twice"] == []
    assert found["wrong"] == []
    assert set(found["struck"]) == {blow.__name__ for blow in blows}
    told = {answer for answer in found["answers"] if not answer.startswith("no connection")}
    assert told <= {"GET 200", "GET 503", "POST 202", "POST 409", "POST 503"}
