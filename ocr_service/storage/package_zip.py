"""Packages on the disk: zips in which nothing is compressed, one file after the other, no more.

So no package unfolds into more than it is, and the same files are the same bytes whatever library
wrote them. Files are written and read in pieces.
"""

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from ocr_service.domain.calendar import OFFICE
from ocr_service.domain.errors import Complaint
from ocr_service.domain.package import MANIFEST, Member, manifest_lines
from ocr_service.storage.handover import BadPackage
from ocr_service.storage.local_files import PIECE

FIRST_YEAR = 1980  # zips know no earlier one
LONGEST_LINE = 64 * 2**20  # bytes; a page with all its words is far shorter
ON_UNIX = 3
READABLE = (stat.S_IFREG | 0o644) << 16
HEADER = 30  # bytes before each file, and its name
LISTING = 46  # bytes of each file in the list at the end, and its name
END = 22  # bytes after that list
# Larger files, and zips, tell more of themselves.
LARGE_FILE, LARGE_FILE_MORE = zipfile.ZIP64_LIMIT / 1.05, 20
LARGE_ZIP, LARGE_ZIP_MORE = zipfile.ZIP64_LIMIT, 76
NO_ZIP = Complaint(
    "not_a_package",
    "Tệp không mở được, hoặc không phải gói bàn giao (zip).",
    "Hãy kiểm tra đường dẫn, rồi chép hoặc tải lại gói.",
)
BROKEN = Complaint("package_not_whole", "Gói bị hỏng.", "Hãy chép hoặc tải lại gói.")
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError)


class PackageWriter:
    """Writes the files of a package into ``file``, which can be read back, and remembers each."""

    def __init__(self, file: IO[bytes], folder: str, at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self._folder = folder
        local = at.astimezone(OFFICE)
        self._at = max(local.timetuple()[:6], (FIRST_YEAR, 1, 1, 0, 0, 0))
        self.members: list[Member] = []

    def add(self, name: str, pieces: Iterable[bytes], media_type: str, size: int = 0) -> Member:
        """``size``: at least to be told of a file that may have more than 2 GiB."""
        told = zipfile.ZipInfo(f"{self._folder}/{name}", self._at)
        told.create_system, told.external_attr, told.file_size = ON_UNIX, READABLE, size
        seen, count = hashlib.sha256(), 0
        with self._zip.open(told, "w") as place:
            for piece in pieces:
                seen.update(piece)
                count += len(piece)
                place.write(piece)
        member = Member(name, seen.hexdigest(), count, media_type)
        self.members.append(member)
        return member

    def add_file(self, name: str, source: Path, media_type: str) -> Member:
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            return self.add(name, iter(lambda: file.read(PIECE), b""), media_type, size)

    def close(self) -> None:
        """With the manifest of all that was added."""
        self.add(MANIFEST, [manifest_lines(self.members).encode()], "text/plain")
        self._zip.close()


class Package:
    """An opened package. Nothing that it says of itself is believed here."""

    def __init__(self, opened: zipfile.ZipFile, sha256: str, size: int) -> None:
        self._zip = opened
        self._size = size
        self.sha256 = sha256
        self.infos = opened.infolist()

    @property
    def folder(self) -> str:
        return self.infos[0].filename.partition("/")[0] if self.infos else ""

    def names(self) -> list[str]:
        """As they are within its folder, in the order in which they lie."""
        return [info.filename.removeprefix(f"{self.folder}/") for info in self.infos]

    def size_of(self, name: str) -> int:
        """In bytes. Raises KeyError for a file that is not there."""
        return self._zip.getinfo(f"{self.folder}/{name}").file_size

    def pieces(self, name: str) -> Iterator[bytes]:
        """Raises KeyError for a file that is not there, BadPackage for one that is damaged."""
        try:
            with self._zip.open(f"{self.folder}/{name}") as content:
                while piece := content.read(PIECE):
                    yield piece
        except DAMAGED as wrong:
            raise BadPackage(BROKEN) from wrong

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def lines(self, name: str) -> Iterator[str]:
        """Raises ValueError for what is no UTF-8, or has no end."""
        packed = cast(zipfile.ZipExtFile, self._zip.open(f"{self.folder}/{name}"))
        with BufferedReader(packed, PIECE) as content:
            while line := content.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    raise ValueError(name)
                yield line.decode()

    @property
    def seamless(self) -> bool:
        """Whether nothing lies before, between or behind the files."""
        place = 0
        for info in self.infos:
            if info.header_offset != place:
                return False
            place += HEADER + len(info.filename.encode()) + info.file_size
            place += LARGE_FILE_MORE if info.file_size > LARGE_FILE else 0
        if place != self._zip.start_dir:
            return False
        place += END + (LARGE_ZIP_MORE if place > LARGE_ZIP else 0)
        named = (len(info.filename.encode()) + len(info.extra) for info in self.infos)
        return place + sum(LISTING + more for more in named) == self._size


@contextmanager
def opened(source: Path) -> Iterator[Package]:
    """Raises BadPackage for what is no zip."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(source.open("rb"))
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            found = stack.enter_context(zipfile.ZipFile(file))
        except (OSError, *DAMAGED) as wrong:
            raise BadPackage(NO_ZIP) from wrong
        yield Package(found, sha256, size)
