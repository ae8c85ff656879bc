from pathlib import Path

import pytest

from ocr_service.schema.catalogue import Catalogue, load


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return load(Path(__file__).parents[2] / "schemas")
