"""Wraps the keys of all files by the newest key of the house, and encrypts files that are not.

Content that lies encrypted stays as it is: only its key is wrapped anew. May run while all goes
on, and again after it was stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.storage import FileStore
from ocr_service.storage.custody import DoomedStore
from ocr_service.storage.master_keys import MasterKeys
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.snapshots import Inventory
from ocr_service.storage.sql_file_keys import FileKey, SqlFileKeys

AT_A_TIME = 500
STILL_READ = timedelta(minutes=20)  # whoever has just been told where the copy lies is done by then


@dataclass
class Rotated:
    """How many keys were wrapped anew, how many files encrypted, and the hashes of those not."""

    wrapped: int = 0
    encrypted: int = 0
    failed: list[str] = field(default_factory=list)


def rotate(
    masters: MasterKeys, tick: Callable[[int], None] = lambda _: None, *, keys: SqlFileKeys
) -> Rotated:
    """Of files that lie encrypted; ``tick`` is told how many are done."""
    done = Rotated()
    for some in batches(masters, keys):
        pairs = []
        for before in some:
            try:
                secret = masters.unwrap(before.key_id, before.wrapped)
            except Unavailable:
                done.failed.append(before.sha256)
                continue
            after = FileKey(before.sha256, before.stored_as, *masters.wrap(secret))
            pairs.append((before, after))
        keys.rewrap(pairs)
        done.wrapped += len(pairs)
        tick(done.wrapped)
    return done


def batches(masters: MasterKeys, keys: SqlFileKeys) -> Iterator[tuple[FileKey, ...]]:
    after = ""
    while some := keys.wrapped_otherwise(masters.newest, after, AT_A_TIME):
        yield some
        after = some[-1].sha256


def encrypt_all(
    tick: Callable[[int], None] = lambda _: None,
    *,
    shelf: Shelf,
    files: FileStore,
    inventory: Inventory,
    doomed: DoomedStore,
) -> Rotated:
    """Of files that were kept before there was a key; ``files`` encrypts what is put into it."""
    done = Rotated()
    for sha256 in inventory.plain():
        # First: should we stop after it is encrypted, the copy goes all the same.
        doomed.doom_copy(sha256, utc_now() + STILL_READ)
        if encrypted(sha256, shelf, files):
            done.encrypted += 1
            tick(done.encrypted)
        elif inventory.names(sha256):
            done.failed.append(sha256)
    for sha256 in inventory.encrypted():
        if shelf.holds(sha256):  # sent again since there is a key; the copy from before stayed
            doomed.doom_copy(sha256, utc_now() + STILL_READ)
    return done


def encrypted(sha256: str, shelf: Shelf, files: FileStore) -> bool:
    """Whether it lay there whole, and lies there encrypted now."""
    draft = files.draft()
    try:
        shelf.copy(sha256, draft.write)
        if draft.sha256 != sha256:
            return False
        draft.keep()
    except NotFound:
        return False
    finally:
        draft.drop()
    return True
