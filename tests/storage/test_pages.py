"""Pages of a dossier by their numbers; on every database."""

from pathlib import Path

import pytest
from sqlalchemy import text

from ocr_service.domain.errors import NotFound
from ocr_service.storage.database import Database
from tests.fakes import House, scan_of
from tests.web.client import Client


def test_pages_from_before_they_had_places_are_found(tmp_path: Path, database_url: str) -> None:
    house = House.in_folder(tmp_path, database_url)
    dossier_id = Client(house).settled(("1.pdf", scan_of("one", "two")))["id"]
    dossiers = house.services.dossiers
    leaves = dossiers.leaves(dossier_id, [1, 2])
    with Database(database_url).write() as connection:
        connection.execute(text("update pages set place = null, dossier_id = ''"))
    assert dossiers.leaves(dossier_id, [1, 2]) == leaves
    (_, (place, picture)) = leaves
    assert dossiers.leaf(dossier_id, place).text == "two"
    assert dossiers.picture(dossier_id, 2) == picture
    for number in (0, 3):
        with pytest.raises(NotFound):
            dossiers.picture(dossier_id, number)
