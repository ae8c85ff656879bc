"""A house on every database, and its trail."""

from pathlib import Path

import pytest

from tests.fakes import House

SETTINGS = {"secret_key": "of the tests"}


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url, **SETTINGS)
