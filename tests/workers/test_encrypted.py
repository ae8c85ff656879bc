"""The whole service with files that lie encrypted: read, shown, erased; none left in the clear."""

from pathlib import Path

import pytest

from tests.custody import FIRST_KEY
from tests.workers.service import eventually, paper, service

pytestmark = pytest.mark.slow
TIFF = b"II*\x00"


def kept(folder: Path, name: str) -> list[Path]:
    return list((folder / name).glob("??/??/*"))


def test_papers_are_read_and_nothing_lies_in_the_clear(tmp_path: Path) -> None:
    with service(tmp_path, OCR_FILES_KEYS=FIRST_KEY, OCR_ENGINE="tesserocr") as up:
        sent = paper("GIẤY XÁC NHẬN")
        dossier_id = up.post(("a.tif", sent))
        settled = up.settled(dossier_id)
        assert settled["status"] == "needs_review", settled
        document = settled["documents"][0]["id"]
        picture = up.client.get(f"documents/{document}/pages/1")
        assert picture.status_code == 200
        lying = [it.read_bytes() for it in kept(tmp_path, "files")]
        assert len(lying) == 2
        assert not any(it.startswith((TIFF, picture.content[:4])) for it in lying)
        assert kept(tmp_path, "opened")
        gone = up.client.delete(f"dossiers/{dossier_id}")
        assert gone.json()["files_left"] == 0
        assert kept(tmp_path, "files") == []
        assert kept(tmp_path, "opened") == []
        again = up.post(("a.tif", sent))
        assert up.settled(again)["status"] == "needs_review"
        eventually(lambda: kept(tmp_path, "opened"))
    assert kept(tmp_path, "opened") == []
    assert len(kept(tmp_path, "files")) == 2
