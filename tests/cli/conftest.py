"""A house with dossiers of all kinds; and one that has handed a dossier over."""

from pathlib import Path

import pytest

from tests.cli.packages import CODE, Sent, client_of, exported, filled, place_at
from tests.cli.place import Place
from tests.custody import FIRST_KEY


@pytest.fixture(params=["encrypted", "plain"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A house with dossiers of all kinds."""
    keys = {"OCR_FILES_KEYS": FIRST_KEY} if request.param == "encrypted" else {}
    return Place(tmp_path / "full", keys).filled()


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Nobody changes that dossier, nor the package."""
    folder = tmp_path_factory.mktemp("sent")
    place = place_at(folder / "here")
    client = client_of(place)
    dossier = filled(client)
    return Sent(place, client, dossier, exported(place, CODE, folder / "out"))
