"""A client of the front door, as an outsider would be."""

from pathlib import Path

import pytest

from tests.fakes import House
from tests.web.client import Client


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House.in_folder(tmp_path, max_file_mb=1, max_files=5)


@pytest.fixture
def client(house: House) -> Client:
    return Client(house)
