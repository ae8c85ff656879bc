"""What every file store promises: files kept once, under their hash, only when they are whole."""

import hashlib

import pytest

from ocr_service.domain.errors import NotFound
from ocr_service.domain.media import HEAD
from ocr_service.storage import FileStore


def test_a_kept_file_is_found_by_its_hash(files: FileStore) -> None:
    stored = files.put(b"paper")
    assert stored.sha256 == hashlib.sha256(b"paper").hexdigest()
    assert stored.size == 5
    assert files.path(stored.sha256).read_bytes() == b"paper"


def test_the_same_content_is_the_same_file(files: FileStore) -> None:
    stored = files.put(b"paper")
    assert files.put(b"paper") == stored
    assert files.path(stored.sha256).read_bytes() == b"paper"


def test_an_empty_file_is_a_file(files: FileStore) -> None:
    assert files.path(files.put(b"").sha256).read_bytes() == b""


def test_a_draft_knows_its_head_size_and_hash(files: FileStore) -> None:
    draft = files.draft()
    for piece in (b"a" * HEAD, b"b" * 10):
        assert draft.write(piece) == len(piece)
    assert draft.head == b"a" * HEAD
    assert draft.size == HEAD + 10
    assert draft.sha256 == hashlib.sha256(b"a" * HEAD + b"b" * 10).hexdigest()
    draft.drop()


def test_a_dropped_draft_was_never_there(files: FileStore) -> None:
    draft = files.draft()
    draft.write(b"half a pa")
    draft.drop()
    draft.drop()
    with pytest.raises(NotFound):
        files.path(hashlib.sha256(b"half a pa").hexdigest())


def test_dropping_after_keeping_keeps(files: FileStore) -> None:
    draft = files.draft()
    draft.write(b"pa")
    draft.write(b"per")
    stored = draft.keep()
    draft.drop()
    assert files.path(stored.sha256).read_bytes() == b"paper"
    assert draft.keep() == stored


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_no_other_path_is_found(files: FileStore, name: str) -> None:
    with pytest.raises(NotFound):
        files.path(name)


def test_there_is_room(files: FileStore) -> None:
    assert files.free_bytes() > 0
