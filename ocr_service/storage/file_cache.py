"""A bounded folder of files that also lie elsewhere: any of them may go at any time."""

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path

from ocr_service.storage import Stored
from ocr_service.storage.local_files import DRAFTS, LocalDraft, LocalFiles, disk_trouble

GRACE = 15 * 60.0  # seconds; a file found so lately may still be read, longer than any range takes
LOOKS_EVERY = 60.0  # seconds, over all processes
LAST_LOOK = "trimmed"


@dataclass(frozen=True, slots=True)
class Bound:
    """How large the folder may grow; what was used within ``grace`` seconds stays even so.

    What was not used for ``expires`` seconds goes however small the folder is.
    """

    most_bytes: int
    grace: float = GRACE
    looks_every: float = LOOKS_EVERY
    expires: float = inf


class FileCache:
    """Files by hash on the local disk, the least lately used dropped first."""

    def __init__(self, folder: Path, bound: Bound) -> None:
        self._folder = folder
        self._bound = bound
        self._files = LocalFiles(folder)

    def draft(self) -> LocalDraft:
        with disk_trouble():  # nobody else's to look into
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._files.draft()

    def keep(self, draft: LocalDraft) -> tuple[Stored, Path]:
        """The draft, kept here; raises Unavailable."""
        self.find(draft.sha256)  # one that is damaged would be taken for the same content
        stored = draft.keep()
        self._trim()
        return stored, self._files.path(stored.sha256)

    def find(self, sha256: str) -> Path | None:
        """The file if it lies here undamaged, marked as just used; raises NotFound for a name
        that no file can have.
        """
        self.trim()
        if not (place := self._files.place(sha256)).is_file():
            return None
        # Another process may just drop it.
        with disk_trouble(), contextlib.suppress(FileNotFoundError):
            os.utime(place)
            with place.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                    return place
            place.unlink()
        return None

    def remove(self, sha256: str) -> None:
        self._files.remove(sha256)

    def trim(self) -> None:
        """Drops what is over the bound or has expired, unless that was looked after just now."""
        if self._folder.is_dir():
            self._trim()

    def sweep(self, older: float) -> int:
        return self._files.sweep(older)

    def clear(self) -> None:
        """Drops all, whoever reads it: for when nobody does any more."""
        with disk_trouble():
            for place in (*self._folder.glob("??/??/*"), *(self._folder / DRAFTS).glob("*")):
                place.unlink(missing_ok=True)

    def free_bytes(self) -> int:
        return self._files.free_bytes()

    def _trim(self) -> None:
        """Once in a while, whichever process comes first: drops what is over the bound."""
        with disk_trouble():
            if not self._due():
                return
            held = sorted(self._held())
            over = sum(size for _, size, _ in held) - self._bound.most_bytes
            for used, size, place in held:
                unused = time.time() - used
                if unused < self._bound.grace or (over <= 0 and unused < self._bound.expires):
                    return
                place.unlink(missing_ok=True)
                over -= size

    def _due(self) -> bool:
        mark = self._folder / LAST_LOOK
        with contextlib.suppress(FileNotFoundError):
            if time.time() - mark.stat().st_mtime < self._bound.looks_every:
                return False
        mark.touch()
        return True

    def _held(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its bytes, and where it is."""
        for place in self._folder.glob("??/??/*"):
            with contextlib.suppress(FileNotFoundError):
                seen = place.stat()
                yield seen.st_mtime, seen.st_size, place
