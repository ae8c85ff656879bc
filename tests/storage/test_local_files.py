"""What only a folder on the local disk shows of its files."""

import os
from pathlib import Path

import pytest

from ocr_service.domain.errors import Unavailable
from ocr_service.storage.local_files import LocalFiles


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    assert files.put(b"paper") == files.put(b"paper")
    assert sum(1 for path in tmp_path.rglob("*") if path.is_file()) == 1


def test_a_dropped_draft_leaves_nothing(tmp_path: Path) -> None:
    draft = LocalFiles(tmp_path).draft()
    draft.write(b"half a pa")
    draft.drop()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_disk_that_fails_is_unavailable(tmp_path: Path) -> None:
    place = tmp_path / "no-folder"
    place.write_text("a file stands where the folder should")
    with pytest.raises(Unavailable):
        LocalFiles(place).put(b"paper")


def test_a_draft_of_somebody_long_dead_is_dropped(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    files.draft().write(b"half a pa")
    (old,) = (tmp_path / "incoming").iterdir()
    young = files.draft()
    os.utime(old, (0, 0))
    assert files.sweep(3600) == 1
    assert not old.exists()
    assert young.keep()
