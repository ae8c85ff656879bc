"""A document to be signed."""

import pytest

from ocr_service.exports.searchable_pdf import Leaf, searchable_pdf
from tests.exports.drawn_pages import drawn, scanned
from tests.exports.pdfa import ABOUT


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("plain")
    picture, page = drawn(rows=26)
    scanned(picture).save(folder / "1.jpg", quality=85)
    return b"".join(searchable_pdf([Leaf(page, folder / "1.jpg")] * 2, ABOUT))
