"""What one may ask is asked on every database."""

from pathlib import Path

import pytest

from tests.fakes import House


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url)
