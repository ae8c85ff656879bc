"""What every shelf promises beyond a file store: its files are counted, copied and taken away."""

import hashlib

import pytest

from ocr_service.domain.errors import NotFound
from ocr_service.storage.shelf import Shelf


def copied(shelf: Shelf, name: str) -> bytes:
    found = bytearray()
    shelf.copy(name, found.extend)
    return bytes(found)


def test_all_that_lies_there_is_named(shelf: Shelf) -> None:
    assert list(shelf.names()) == []
    kept = {shelf.put(content).sha256 for content in (b"a", b"b", b"a")}
    assert set(shelf.names()) == kept
    assert len(list(shelf.names())) == 2
    assert all(shelf.holds(name) for name in kept)


def test_a_draft_does_not_lie_there(shelf: Shelf) -> None:
    draft = shelf.draft()
    draft.write(b"half")
    assert list(shelf.names()) == []
    draft.drop()


def test_bytes_are_copied_as_they_lie(shelf: Shelf) -> None:
    content = b"paper" * 10**6
    name = shelf.put(content).sha256
    assert hashlib.sha256(copied(shelf, name)).hexdigest() == name


def test_what_is_taken_away_is_gone(shelf: Shelf) -> None:
    name, other = shelf.put(b"paper").sha256, shelf.put(b"other").sha256
    shelf.remove(name)
    shelf.remove(name)
    assert not shelf.holds(name)
    assert list(shelf.names()) == [other]
    for look in (shelf.path, lambda it: copied(shelf, it)):
        with pytest.raises(NotFound):
            look(name)
    shelf.put(b"paper")
    assert copied(shelf, name) == b"paper"
