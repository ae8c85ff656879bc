"""The file store in a bucket: written through a local cache, which also gives files their paths."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from ocr_service.domain.errors import NotFound
from ocr_service.storage import Stored
from ocr_service.storage.bucket import Bucket
from ocr_service.storage.file_cache import FileCache
from ocr_service.storage.local_files import SHA256, LocalDraft, kept_whole, key_of

log = logging.getLogger(__name__)


class S3Files:
    """A Shelf of objects ``ab/cd/<hash>``, laid out as LocalFiles' folder is."""

    def __init__(self, bucket: Bucket, cache: FileCache) -> None:
        self._bucket = bucket
        self._cache = cache

    def draft(self) -> "S3Draft":
        return S3Draft(self._cache.draft(), self._cache, self._bucket)

    def put(self, content: bytes) -> Stored:
        return kept_whole(self.draft(), content)

    def path(self, sha256: str) -> Path:
        """Where the file lies on this machine, for a quarter of an hour at least."""
        return self._cache.find(sha256) or self._fetched(sha256)

    def free_bytes(self) -> int:
        """Of the cache's disk, which every file must pass; a bucket has no end that it told."""
        self._bucket.ping()
        return self._cache.free_bytes()

    def holds(self, name: str) -> bool:
        return self._bucket.has(key_of(name))

    def copy(self, name: str, write: Callable[[bytes], object]) -> None:
        self._bucket.fetch(key_of(name), write)

    def remove(self, name: str) -> None:
        self._bucket.remove(key_of(name))
        self._cache.remove(name)

    def names(self) -> Iterator[str]:
        for key in self._bucket.listed():
            name = key.rpartition("/")[2]
            if SHA256.fullmatch(name) and key == key_of(name):
                yield name

    def sweep(self, older: float) -> int:
        return self._cache.sweep(older)

    def make(self) -> None:
        """Makes the bucket unless it is there; raises Unavailable."""
        self._bucket.make()

    def _fetched(self, sha256: str) -> Path:
        draft = self._cache.draft()
        try:
            self._bucket.fetch(key_of(sha256), draft.write)
            if draft.sha256 != sha256:
                log.error("the bucket holds other bytes under the name %s", sha256)
                raise NotFound(f"file {sha256} is damaged")
            return self._cache.keep(draft)[1]
        finally:
            draft.drop()


class S3Draft:
    """A Draft that lies on the local disk until it is kept there, and then in the bucket."""

    def __init__(self, draft: LocalDraft, cache: FileCache, bucket: Bucket) -> None:
        self._draft = draft
        self._cache = cache
        self._bucket = bucket
        self._stored: Stored | None = None

    @property
    def head(self) -> bytes:
        return self._draft.head

    @property
    def size(self) -> int:
        return self._draft.size

    @property
    def sha256(self) -> str:
        return self._draft.sha256

    def write(self, piece: bytes) -> int:
        return self._draft.write(piece)

    def keep(self) -> Stored:
        if self._stored is None:
            stored, place = self._cache.keep(self._draft)
            self._bucket.put(key_of(stored.sha256), stored, place)
            self._stored = stored
        return self._stored

    def drop(self) -> None:
        self._draft.drop()
