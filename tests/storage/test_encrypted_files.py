"""Files encrypted at rest: nothing lies there in the clear, nothing forged is handed out."""

import os
import threading
import tracemalloc
from pathlib import Path

import pytest

from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.storage import Stored
from ocr_service.storage.encrypted_files import EncryptedFiles
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.master_keys import BadKeys, MasterKeys
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.sql_file_keys import SqlFileKeys
from tests.custody import FIRST_KEY, SECOND_KEY

PAPER = b"Nguyen Thi Minh An, 001099012345\n" * 100
MB = 2**20


def store(
    shelf: Shelf, keys: SqlFileKeys, folder: Path, *given: str, **bound: float
) -> EncryptedFiles:
    copies = FileCache(folder / "opened", Bound(2**20, **bound))
    return EncryptedFiles(shelf, MasterKeys(given or [FIRST_KEY]), keys, copies)


@pytest.fixture
def files(shelf: Shelf, file_keys: SqlFileKeys, tmp_path: Path) -> EncryptedFiles:
    return store(shelf, file_keys, tmp_path)


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def lying(shelf: Shelf) -> bytes:
    """All that lies on the shelf."""
    found = bytearray()
    for name in shelf.names():
        shelf.copy(name, found.extend)
    return bytes(found)


def test_neither_words_nor_names_lie_there(
    files: EncryptedFiles, shelf: Shelf, tmp_path: Path
) -> None:
    stored = files.put(PAPER)
    assert b"Minh An" not in lying(shelf)
    assert b"Minh An" not in all_bytes(tmp_path)
    assert stored.sha256 not in set(shelf.names())
    assert len(lying(shelf)) > len(PAPER)


def test_a_draft_writes_nothing_in_the_clear(files: EncryptedFiles, tmp_path: Path) -> None:
    draft = files.draft()
    for _ in range(700):
        draft.write(PAPER)
    assert b"Minh An" not in all_bytes(tmp_path)
    assert len(all_bytes(tmp_path)) > MB
    draft.drop()


def test_who_sees_the_folder_of_copies_is_we_alone(files: EncryptedFiles, tmp_path: Path) -> None:
    assert files.path(files.put(PAPER).sha256).read_bytes() == PAPER
    assert (tmp_path / "opened").stat().st_mode & 0o777 == 0o700


def test_files_kept_before_are_read_as_they_are(files: EncryptedFiles, shelf: Shelf) -> None:
    plain = shelf.put(PAPER)
    assert files.path(plain.sha256).read_bytes() == PAPER


def test_a_copy_goes_once_it_was_not_used_for_long(
    shelf: Shelf, file_keys: SqlFileKeys, tmp_path: Path
) -> None:
    files = store(shelf, file_keys, tmp_path, grace=0, looks_every=0, expires=60)
    first = files.path(files.put(b"first").sha256)
    os.utime(first, (first.stat().st_mtime - 61,) * 2)
    second = files.path(files.put(b"second").sha256)
    assert not first.exists()
    assert second.exists()


def test_a_file_of_an_older_key_is_read_while_that_key_is_there(
    shelf: Shelf, file_keys: SqlFileKeys, tmp_path: Path
) -> None:
    stored = store(shelf, file_keys, tmp_path).put(PAPER)
    both = store(shelf, file_keys, tmp_path / "both", SECOND_KEY, FIRST_KEY)
    assert both.path(stored.sha256).read_bytes() == PAPER
    with pytest.raises(Unavailable, match="OCR_FILES_KEYS"):
        store(shelf, file_keys, tmp_path / "new", SECOND_KEY).path(stored.sha256)


@pytest.mark.parametrize("harm", ["changed", "cut", "emptied"])
def test_what_was_tampered_with_is_not_handed_out(
    file_keys: SqlFileKeys, tmp_path: Path, harm: str
) -> None:
    shelf = LocalFiles(tmp_path / "files")
    files = store(shelf, file_keys, tmp_path)
    stored = files.put(PAPER * 1000)
    (place,) = (tmp_path / "files").glob("??/??/*")
    lies = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(
        {"changed": lies[:-1] + bytes([lies[-1] ^ 1]), "cut": lies[: MB + 40], "emptied": b""}[harm]
    )
    with pytest.raises(NotFound, match="damaged"):
        files.path(stored.sha256)
    assert b"Minh An" not in all_bytes(tmp_path / "opened")


def test_one_file_in_the_place_of_another_is_not_handed_out(
    file_keys: SqlFileKeys, tmp_path: Path
) -> None:
    shelf = LocalFiles(tmp_path / "files")
    files = store(shelf, file_keys, tmp_path)
    (one, other) = files.put(b"one"), files.put(b"other")
    names = [file_keys.find(stored.sha256).stored_as for stored in (one, other)]
    shelf.place(names[0]).chmod(0o600)
    shelf.place(names[0]).write_bytes(shelf.place(names[1]).read_bytes())
    with pytest.raises(NotFound):
        files.path(one.sha256)


def test_a_file_lost_from_the_shelf_is_kept_anew(files: EncryptedFiles, shelf: Shelf) -> None:
    files.put(PAPER)
    for name in list(shelf.names()):
        shelf.remove(name)
    stored = files.put(PAPER)
    assert len(list(shelf.names())) == 1
    files.forget(stored.sha256)
    assert files.path(stored.sha256).read_bytes() == PAPER


def test_the_same_content_at_once_is_one_file(files: EncryptedFiles, shelf: Shelf) -> None:
    kept: list[Stored] = []
    drafts = [files.draft() for _ in range(4)]
    for draft in drafts:
        draft.write(PAPER)
    threads = [threading.Thread(target=lambda it=it: kept.append(it.keep())) for it in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 4
    assert len(set(kept)) == 1
    assert len(list(shelf.names())) == 1
    assert files.path(kept[0].sha256).read_bytes() == PAPER


class Full(LocalFiles):
    """A disk that is full after the first segment."""

    def draft(self):
        draft = super().draft()
        write = draft.write

        def fill(piece: bytes) -> int:
            if draft.size:
                raise Unavailable("the file store: No space left on device")
            return write(piece)

        draft.write = fill
        return draft


def test_a_full_disk_is_told_as_such(file_keys: SqlFileKeys, tmp_path: Path) -> None:
    files = store(Full(tmp_path / "files"), file_keys, tmp_path)
    with pytest.raises(Unavailable, match="No space"):
        files.put(b"x" * 5 * MB)
    assert not list((tmp_path / "files").glob("??/??/*"))
    assert not list((tmp_path / "files" / "incoming").iterdir())


def test_a_large_file_never_lies_in_memory(file_keys: SqlFileKeys, tmp_path: Path) -> None:
    files, size = store(LocalFiles(tmp_path / "files"), file_keys, tmp_path), 60
    tracemalloc.start()
    draft = files.draft()
    for number in range(size):
        draft.write(bytes([number]) * MB)
    place = files.path(draft.keep().sha256)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert place.stat().st_size == size * MB
    assert peak < 12 * MB


@pytest.mark.parametrize("told", ["", "short", "é" * 40, FIRST_KEY[:-4]])
def test_what_is_no_key_is_refused_untold(told: str) -> None:
    with pytest.raises(BadKeys) as refused:
        MasterKeys([told])
    assert "32 bytes" in str(refused.value)
    assert not told or told not in str(refused.value)
