"""Puts a backup back into an empty database: looked through first, files next, all rows at once."""

import gzip
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ocr_service.actions.backup import Tick, untold
from ocr_service.actions.custody import Custody
from ocr_service.domain.audit import Act, Deed, Remark
from ocr_service.domain.backup import (
    ERASED,
    FILES,
    FORMAT,
    MANIFEST,
    NAMES,
    Manifest,
    file_member,
    table_of,
)
from ocr_service.domain.erasure import Tombstone
from ocr_service.storage.archive import BadArchive, Content, members
from ocr_service.storage.erased_list import stones_in
from ocr_service.storage.local_files import PIECE
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.snapshots import Filling, Snapshots

SHAPE = TypeAdapter(Manifest)


@dataclass
class Seen:
    """What an archive turned out to hold: ``parts`` by name with their hashes."""

    source: Path
    tick: Tick
    parts: dict[str, str] = field(default_factory=dict)
    named: int = 0
    files: int = 0
    stones: tuple[Tombstone, ...] = ()
    manifest: bytes = b""

    def look_at(self, name: str, content: Content) -> None:
        """Reads a member to its end; raises BadArchive for a file that is not what it was."""
        if name == MANIFEST:
            self.manifest = content.read()
        elif name.startswith(FILES):
            if name != file_member(hashed(content)[0]):
                raise BadArchive(f"{self.source}: {name} is damaged")
            self.files += 1
            self.tick(self.files, 2 * self.named)
        elif name == ERASED:
            told = content.read()
            self.parts[name] = hashed(io.BytesIO(told))[0]
            self.stones = tuple(stones_in(told.decode().splitlines()))
        else:
            self.parts[name], lines = hashed(content)
            self.named = lines if name == NAMES else self.named


def restore(
    source: Path,
    erased: Sequence[Tombstone] = (),
    tick: Tick = untold,
    *,
    snapshots: Snapshots,
    custody: Custody,
) -> Manifest:
    """What was put back. ``erased``: what was erased since the backup was made.

    Raises BadArchive before anything was changed, Conflict unless the database is empty. Whoever
    is interrupted may begin again: until the end the database is empty.
    """
    snapshots.check_empty()
    seen = Seen(source, tick)
    for name, content in members(source):
        seen.look_at(name, content)
    manifest = checked(seen, snapshots.revision)
    put_files(seen, custody.shelf)
    with snapshots.filling() as filling:
        put_rows(source, manifest, filling)
        again = filling.erase_again((*seen.stones, *erased))
        filling.append(restored(manifest, again))
    custody.bury()
    return manifest


def restored(manifest: Manifest, again: int) -> Deed:
    told: Remark = {"files": manifest.files, "made_at": manifest.made_at, "erased_again": again}
    return Deed(Act.BACKUP_RESTORED, remark=told)


def checked(seen: Seen, revision: str) -> Manifest:
    """What the archive says of itself, once that is true; raises BadArchive."""
    try:
        manifest = SHAPE.validate_json(seen.manifest)
    except ValidationError:
        raise BadArchive(f"{seen.source} is no whole backup: no {MANIFEST}") from None
    if manifest.format != FORMAT or manifest.revision != revision:
        raise BadArchive(
            f"{seen.source} was made by version {manifest.version} (tables {manifest.revision}, "
            f"here {revision}): restore it with that version, then bring it up to date"
        )
    wrong = [name for name, part in manifest.parts.items() if seen.parts.get(name) != part.sha256]
    if wrong or seen.files != manifest.files:
        lost = ", ".join(wrong) or f"{manifest.files - seen.files} files"
        raise BadArchive(f"{seen.source} is damaged: {lost}")
    return manifest


def put_files(seen: Seen, shelf: Shelf) -> None:
    """By the hash of what they are: done twice, they are there once."""
    done = 0
    for name, content in members(seen.source):
        if not name.startswith(FILES):
            continue
        draft = shelf.draft()
        try:
            for piece in pieces(content):
                draft.write(piece)
            if file_member(draft.sha256) != name:
                raise BadArchive(f"{seen.source}: {name} has changed meanwhile")
            draft.keep()
        finally:
            draft.drop()
        done += 1
        seen.tick(seen.files + done, 2 * seen.files)


def put_rows(source: Path, manifest: Manifest, filling: Filling) -> None:
    for name, content in members(source):
        if table := table_of(name):
            with gzip.open(content, "rt", encoding="utf-8") as lines:
                count = put_table(source, table, lines, filling)
            if count != manifest.parts[name].lines:
                raise BadArchive(f"{source}: {name} has changed meanwhile")


def put_table(source: Path, table: str, lines: Iterable[str], filling: Filling) -> int:
    try:
        return filling.put(table, lines)
    except (KeyError, ValueError) as wrong:
        raise BadArchive(f"{source}: table {table} is none of ours") from wrong


def hashed(content: Content) -> tuple[str, int]:
    """The hash, and how many lines there are."""
    seen, lines = hashlib.sha256(), 0
    for piece in pieces(content):
        seen.update(piece)
        lines += piece.count(b"\n")
    return seen.hexdigest(), lines


def pieces(content: Content) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
