"""Whoever judges after the storm sees what is wrong."""

from typing import Any

import pytest

from benchmarks.storm.__main__ import faults_of
from benchmarks.storm.papers import PAGES, Parcel, parcel


@pytest.fixture
def sent() -> Parcel:
    return parcel(1, scanned=False)


def dossier_of(sent: Parcel) -> dict[str, Any]:
    """As it should come out."""
    return {
        "pages": [{"text": f"{words}\nvà chữ khác"} for words in sent.words],
        "documents": [{"pages": [1, 2]}, {"pages": [3, 4]}],
        "files": [{"filename": name} for name, _ in sent.files],
    }


def test_a_dossier_that_came_through_has_no_fault(sent: Parcel) -> None:
    assert faults_of(dossier_of(sent), sent) == []


def test_faults_are_seen(sent: Parcel) -> None:
    whole = dossier_of(sent)
    for spoiled in (
        {"pages": whole["pages"][:-1]},
        {"pages": [*whole["pages"], whole["pages"][0]]},
        {"pages": whole["pages"][::-1]},
        {"pages": dossier_of(parcel(11, scanned=False))["pages"]},
        {"documents": [{"pages": [1, 2, 3]}]},
        {"documents": [{"pages": [1, 2, 3, 4]}, {"pages": [4]}]},
        {"files": []},
    ):
        assert faults_of(whole | spoiled, sent)


def test_the_same_number_is_the_same_parcel() -> None:
    assert parcel(7, scanned=False) == parcel(7, scanned=False)
    assert (
        len({it for number in range(9) for it in parcel(number, scanned=False).words}) == 9 * PAGES
    )
