"""A backup on the disk: a tar file, or a folder of the same members; whole, or not there at all.

Written beside its name and renamed at the end. Members are read in the order in which they were
written, one at a time, so that nothing of its size has to fit into memory.
"""

import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

from ocr_service.domain.errors import Conflict, OcrError
from ocr_service.storage.local_files import disk_trouble, sync_folder

PARTIAL = ".partial"
ORDER = "members.txt"  # in a folder, which keeps no order of its own
TARS = (".tar",)


Content = IO[bytes] | io.RawIOBase


class BadArchive(OcrError):
    """It is no backup, or not a whole one; nothing was changed."""


class Archive(Protocol):
    """Where members are put, each under a name that is a path."""

    def add(self, name: str, source: Path) -> None: ...

    def add_text(self, name: str, text: str) -> None: ...


class TarArchive:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add(self, name: str, source: Path) -> None:
        with source.open("rb") as file:
            self._put(name, file, os.fstat(file.fileno()).st_size)

    def add_text(self, name: str, text: str) -> None:
        content = text.encode()
        self._put(name, io.BytesIO(content), len(content))

    def _put(self, name: str, file: IO[bytes], size: int) -> None:
        told = tarfile.TarInfo(name)
        told.size, told.mode = size, 0o400
        self._tar.addfile(told, file)
        self._tar.members.clear()  # type: ignore[attr-defined]  # it would remember them all


class FolderArchive:
    def __init__(self, folder: Path, order: IO[str]) -> None:
        self._folder = folder
        self._order = order

    def add(self, name: str, source: Path) -> None:
        shutil.copyfile(source, self._place(name))

    def add_text(self, name: str, text: str) -> None:
        self._place(name).write_text(text, "utf-8")

    def _place(self, name: str) -> Path:
        place = self._folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        self._order.write(f"{name}\n")
        return place


@contextmanager
def writing(target: Path) -> Iterator[Archive]:
    """A new archive, nobody else's to read; raises Conflict when there is something already."""
    if target.exists():
        raise Conflict(f"{target} is there already")
    partial = target.with_name(target.name + PARTIAL)
    with disk_trouble():
        remove(partial)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with writing_tar(partial) if is_tar(target) else writing_folder(partial) as archive:
                yield archive
            partial.rename(target)
            sync_folder(target.parent)
        finally:
            remove(partial)


def is_tar(target: Path) -> bool:
    return target.suffix in TARS


@contextmanager
def writing_tar(partial: Path) -> Iterator[Archive]:
    with partial.open("xb") as file:
        partial.chmod(0o600)
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            yield TarArchive(tar)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def writing_folder(partial: Path) -> Iterator[Archive]:
    partial.mkdir(mode=0o700)
    with (partial / ORDER).open("x", encoding="utf-8") as order:
        yield FolderArchive(partial, order)
    for place in partial.rglob("*"):
        sync(place)


def sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def members(source: Path) -> Iterator[tuple[str, Content]]:
    """Each member's name and content, to be read before the next; raises BadArchive, OSError."""
    if source.is_dir():
        yield from members_of_folder(source)
        return
    try:
        with tarfile.open(source, "r|") as tar:
            for told in tar:
                content = tar.extractfile(told) if told.isreg() else None
                if content is None:
                    raise BadArchive(f"{source}: {told.name} is no file")
                yield told.name, Member(content, source)
                tar.members.clear()  # type: ignore[attr-defined]
    except tarfile.TarError as wrong:
        raise BadArchive(f"{source} is no whole backup: {wrong}") from wrong


class Member(io.RawIOBase):
    """A member's content; a tar file that ends in the middle is told as such."""

    def __init__(self, content: IO[bytes], source: Path) -> None:
        super().__init__()
        self._content = content
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, space: Any) -> int:
        try:
            piece = self._content.read(len(space))
        except tarfile.TarError as wrong:
            raise BadArchive(f"{self._source} is no whole backup: {wrong}") from wrong
        space[: len(piece)] = piece
        return len(piece)


def members_of_folder(source: Path) -> Iterator[tuple[str, Content]]:
    try:
        names = (source / ORDER).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        raise BadArchive(f"{source} is no whole backup: no {ORDER}") from None
    root = source.resolve()
    for name in names:
        place = (root / name).resolve()
        if not place.is_relative_to(root):
            raise BadArchive(f"{source}: {name} lies elsewhere")
        with suppress(FileNotFoundError), place.open("rb") as content:
            yield name, content
