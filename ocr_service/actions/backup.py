"""Puts all rows of one moment, and all files that they name, into an archive; may run any time."""

import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from ocr_service.actions.custody import Custody
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.backup import (
    ERASED,
    MANIFEST,
    NAMES,
    Manifest,
    Part,
    file_member,
    table_member,
)
from ocr_service.domain.errors import NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.storage.archive import Archive, writing
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.erased_list import lines_of
from ocr_service.storage.local_files import PIECE
from ocr_service.storage.snapshots import Inventory, Snapshot, Snapshots

Tick = Callable[[int, int], None]  # files done, of so many


def untold(_done: int, _of: int) -> None:
    """Nobody looks."""


@dataclass
class Packing:
    """An archive being filled."""

    archive: Archive
    folder: Path
    revision: str = ""
    parts: dict[str, Part] = field(default_factory=dict)
    files: int = 0
    missing: list[str] = field(default_factory=list)

    def add_lines(self, member: str, lines: Iterable[str], packed: bool = False) -> Path:
        """A member of lines, written beside the archive first: its size must be known."""
        place, count = self.folder / "lines", 0
        with (gzip.open if packed else open)(place, "wt", encoding="utf-8") as draft:
            for line in lines:
                draft.write(f"{line}\n")
                count += 1
        self.parts[member] = Part(hash_of(place), count)
        self.archive.add(member, place)
        return place

    def manifest(self) -> Manifest:
        return Manifest(
            made_at=utc_now().isoformat(),
            version=version("ocr-service"),
            revision=self.revision,
            parts=self.parts,
            files=self.files,
            missing=tuple(self.missing),
        )


def backup(
    target: Path,
    tick: Tick = untold,
    *,
    snapshots: Snapshots,
    inventory: Inventory,
    custody: Custody,
    audit: AuditStore,
) -> Manifest:
    """What the archive holds; raises Conflict when ``target`` is there, Unavailable.

    Files that lie encrypted are taken as they lie; the keys of the house are in no backup.
    """
    with writing(target) as archive, tempfile.TemporaryDirectory(dir=target.parent) as folder:
        packing = Packing(archive, Path(folder))
        with snapshots.snapshot() as snapshot:
            add_rows(packing, snapshot)
            lines = (f"{sha256} {name}" for sha256, name in snapshot.files())
            names = packing.add_lines(NAMES, lines).rename(packing.folder / NAMES)
        add_files(packing, names, tick, inventory, custody)
        packing.add_lines(ERASED, lines_of(custody.erasures.tombstones()))
        manifest = packing.manifest()
        archive.add_text(MANIFEST, json.dumps(asdict(manifest), indent=1))
    audit.append(Deed(Act.BACKUP_MADE, remark={"files": manifest.files}))
    return manifest


def add_rows(packing: Packing, snapshot: Snapshot) -> None:
    packing.revision = snapshot.revision
    for name in snapshot.tables():
        packing.add_lines(table_member(name), snapshot.lines(name), packed=True)


def add_files(
    packing: Packing, names: Path, tick: Tick, inventory: Inventory, custody: Custody
) -> None:
    total = packing.parts[NAMES].lines
    for done, (sha256, name) in enumerate(named_in(names), start=1):
        place = packing.folder / "file"
        if copied_whole(name, place, custody):
            packing.archive.add(file_member(name), place)
            packing.files += 1
        elif inventory.names(sha256):  # else its dossier was erased meanwhile
            packing.missing.append(name)
        tick(done, total)


def named_in(names: Path) -> Iterator[tuple[str, str]]:
    with names.open(encoding="utf-8") as lines:
        for line in lines:
            sha256, _, name = line.strip().partition(" ")
            yield sha256, name


def copied_whole(name: str, place: Path, custody: Custody) -> bool:
    """Whether the file is here, and what it was."""
    try:
        with place.open("wb") as file:
            custody.shelf.copy(name, file.write)
    except NotFound:
        return False
    return hash_of(place) == name


def hash_of(place: Path) -> str:
    seen = hashlib.sha256()
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            seen.update(piece)
    return seen.hexdigest()
