"""A house on every database, and its trail."""

from pathlib import Path

import pytest

from ocr_service.acting import acting
from ocr_service.domain.audit import Act, Deed
from ocr_service.storage.agencies import note_agency
from ocr_service.storage.database import Database
from ocr_service.storage.migrate import migrate
from tests.audit.office import CLERK, LENGTH, Office
from tests.fakes import House

SETTINGS = {"secret_key": "of the tests"}


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url, **SETTINGS)


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Office:
    database = Database(database_url)
    migrate(database)
    with database.write() as connection:  # as whatever is an agency's own does
        note_agency(connection, "H29.16")
    office = Office(database_url, tmp_path)
    with acting(CLERK):
        for number in range(LENGTH):
            agency = "H29.16" if number % 2 else "H30"
            office.audit.append(Deed(Act.DOSSIER_READ, agency, f"d{number}", remark={"n": number}))
    return office
