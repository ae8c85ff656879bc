"""A house with dossiers of all kinds."""

from pathlib import Path

import pytest

from tests.cli.place import Place
from tests.custody import FIRST_KEY


@pytest.fixture(params=["encrypted", "plain"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A house with dossiers of all kinds."""
    keys = {"OCR_FILES_KEYS": FIRST_KEY} if request.param == "encrypted" else {}
    return Place(tmp_path / "full", keys).filled()
