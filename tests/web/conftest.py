"""A client of the front door, as an outsider would be."""

from pathlib import Path

import pytest
from flask import Flask

from tests.fakes import House
from tests.web.browser import Browser
from tests.web.client import Client


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    """On every database."""
    return House.in_folder(tmp_path, database_url, max_file_mb=1, max_files=5)


@pytest.fixture
def client(house: House) -> Client:
    return Client(house)


@pytest.fixture
def app(house: House) -> Flask:
    return house.app


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)
