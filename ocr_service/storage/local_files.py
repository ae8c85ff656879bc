"""The file store on a local disk: written aside, synced, then moved to the name of its hash."""

import contextlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.storage import Draft, Stored
from ocr_service.storage.measured import Measured

SHA256 = re.compile(r"[0-9a-f]{64}")
DRAFTS = "incoming"
PIECE = 2**20


class LocalFiles:
    """A Shelf under one folder: ``ab/cd/<hash>``, read-only files of our own making."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drafts = folder / DRAFTS

    def draft(self) -> "LocalDraft":
        with disk_trouble():
            self._drafts.mkdir(parents=True, exist_ok=True)
            return LocalDraft(self._drafts, self.place)

    def put(self, content: bytes) -> Stored:
        return kept_whole(self.draft(), content)

    def path(self, sha256: str) -> Path:
        place = self.place(sha256)
        if not place.is_file():
            raise NotFound(f"no file {sha256}")
        return place

    def free_bytes(self) -> int:
        with disk_trouble():
            self._drafts.mkdir(parents=True, exist_ok=True)
            if not os.access(self._drafts, os.W_OK):
                raise Unavailable("the file store cannot be written to")
            return shutil.disk_usage(self._folder).free

    def holds(self, name: str) -> bool:
        return self.place(name).is_file()

    def copy(self, name: str, write: Callable[[bytes], object]) -> None:
        with disk_trouble(), self.path(name).open("rb") as file:
            while piece := file.read(PIECE):
                write(piece)

    def remove(self, name: str) -> None:
        place = self.place(name)
        with disk_trouble(), contextlib.suppress(FileNotFoundError):
            place.unlink()
            sync_folder(place.parent)

    def names(self) -> Iterator[str]:
        for place in self._folder.glob("??/??/*"):
            if SHA256.fullmatch(place.name):
                yield place.name

    def sweep(self, older: float) -> int:
        """Drops drafts that were last written so many seconds ago: whoever wrote them is dead."""
        stale = 0
        for draft in self._drafts.glob("*"):
            with disk_trouble(), contextlib.suppress(FileNotFoundError):
                if time.time() - draft.stat().st_mtime > older:
                    draft.unlink()
                    stale += 1
        return stale

    def place(self, sha256: str) -> Path:
        """Where such a file lies, if it does; raises NotFound for what names no file."""
        if not SHA256.fullmatch(sha256):
            raise NotFound("not the name of a file")
        return self._folder / key_of(sha256)


def key_of(sha256: str) -> str:
    """Where a file lies in any store, below its root."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def kept_whole(draft: Draft, content: bytes) -> Stored:
    """A draft of ``content``, kept; dropped where that fails."""
    try:
        draft.write(content)
        return draft.keep()
    finally:
        draft.drop()


class LocalDraft(Measured):
    """A Draft in a temporary file beside the store; it can be read back from the start."""

    def __init__(self, folder: Path, place: Callable[[str], Path]) -> None:
        super().__init__()
        self._place = place
        descriptor, name = tempfile.mkstemp(dir=folder)
        self._file = os.fdopen(descriptor, "wb")
        self._path = Path(name)
        self._stored: Stored | None = None

    def write(self, piece: bytes) -> int:
        with disk_trouble():
            self._file.write(piece)
        return self.measure(piece)

    def keep(self) -> Stored:
        if self._stored is None:
            stored = Stored(self.sha256, self.size)
            with disk_trouble():
                self._settle(self._place(stored.sha256))
            self._stored = stored
        return self._stored

    def drop(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _settle(self, place: Path) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if place.exists():  # the same content; perhaps its folder is not on the disk yet
            self._path.unlink()
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._path.chmod(0o440)
            self._path.replace(place)
        for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
            sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """A new name is safe only when its folder is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def disk_trouble() -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        raise Unavailable(f"the file store: {trouble.strerror}") from trouble
