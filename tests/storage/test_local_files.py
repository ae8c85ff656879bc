"""Files are kept once, under their hash, and only when they are whole."""

import hashlib
from pathlib import Path

import pytest

from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.storage.local_files import LocalFiles


def test_a_kept_file_lies_under_its_hash(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    stored = files.put(b"paper")
    assert stored.sha256 == hashlib.sha256(b"paper").hexdigest()
    assert files.path(stored.sha256).read_bytes() == b"paper"
    assert stored.size == 5


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    assert files.put(b"paper") == files.put(b"paper")
    assert sum(1 for path in tmp_path.rglob("*") if path.is_file()) == 1


def test_a_dropped_draft_leaves_nothing(tmp_path: Path) -> None:
    draft = LocalFiles(tmp_path).draft()
    draft.write(b"half a pa")
    draft.drop()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_dropping_after_keeping_keeps(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    draft = files.draft()
    draft.write(b"pa")
    draft.write(b"per")
    stored = draft.keep()
    draft.drop()
    assert files.path(stored.sha256).read_bytes() == b"paper"
    assert draft.keep() == stored


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_no_other_path_is_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        LocalFiles(tmp_path).path(name)


def test_a_disk_that_fails_is_unavailable(tmp_path: Path) -> None:
    place = tmp_path / "no-folder"
    place.write_text("a file stands where the folder should")
    with pytest.raises(Unavailable):
        LocalFiles(place).put(b"paper")
