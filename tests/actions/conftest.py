"""What one may ask is asked on every database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.town import Town
from tests.fakes import House
from tests.receiver import Receiver


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url)


@pytest.fixture
def town(tmp_path: Path, database_url: str) -> Iterator[Town]:
    with Receiver().listening() as receiver:
        yield Town(House.in_folder(tmp_path, database_url), receiver, database_url)
