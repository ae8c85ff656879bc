"""What forgers do to packages, and a disk that is full."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from ocr_service.domain.audit import canonical, entry_from_json, entry_json, hash_of
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.package import MANIFEST
from ocr_service.storage.local_files import LocalDraft, LocalFiles
from tests.cli.packages import (
    Files,
)

ROWS, TRAIL = "metadata/other/rows/", "metadata/other/trail.jsonl"
STRANGER = "0" * 8 + "-0000-7000-8000-" + "0" * 12  # a dossier that is there
PAPER = "0" * 8 + "-0000-5000-8000-" + "0" * 12  # a paper of it


def of_rows(table: str, change: Callable[[dict], object]) -> Callable[[Files], None]:
    def changed(files: Files) -> None:
        name = f"{ROWS}{table}.jsonl"
        rows = [json.loads(line) for line in files[name].decode().split("\n") if line]
        change(rows[0])
        lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
        files[name] = "".join(f"{line}\n" for line in lines).encode()

    return changed


def used_in_ours(row: dict) -> None:
    row.update(dossier_id=row["source_id"], source_id="1" * 36, record_id=PAPER)


def first(files: Files, begins: str) -> str:
    return min(name for name in files if name.startswith(begins))


def flip(files: Files) -> None:
    name = first(files, "representations/rep2/data/")
    files[name] = files[name][:-1] + b"!"


def relisted(files: Files) -> None:
    """A file and its line in the manifest, but not METS."""
    flip(files)
    name = first(files, "representations/rep2/data/")
    lines = [
        f"{sha256(files[name]).hexdigest()}  {name}" if line.endswith(name) else line
        for line in files[MANIFEST].decode().splitlines()
    ]
    files[MANIFEST] = "\n".join([*lines, ""]).encode()


def forged_entry(files: Files) -> None:
    files[TRAIL] = files[TRAIL].replace(b'"verdict":"accepted"', b'"verdict":"rejected"')


def dateless(files: Files) -> None:
    """An entry with the hash that it must have, of no moment that could be told."""
    line, _, more = files[TRAIL].partition(b"\n")
    entry = replace(entry_from_json(json.loads(line)), at="hôm qua")
    told = entry_json(replace(entry, hash=hash_of(entry)))
    files[TRAIL] = canonical(told) + b"\n" + more


def with_record_of_another(files: Files) -> None:
    """And nothing that names the record which stood there."""
    of_rows("records", lambda row: row.update(id=PAPER))(files)
    files.update({f"{ROWS}{it}.jsonl": b"" for it in ("record_uses", "record_revocations")})


def listed(change: Callable[[Files], object], victim: dict) -> Callable[[Files], None]:
    """Aimed at a dossier that is there; and what is new stands in the manifest, too."""

    def changed(files: Files) -> None:
        before = set(files)
        change(files)
        for name in files:
            if name.startswith(ROWS):
                files[name] = files[name].replace(STRANGER.encode(), victim["id"].encode())
                paper = victim["documents"][0]["id"]
                files[name] = files[name].replace(PAPER.encode(), paper.encode())
        for name in set(files) - before:
            line = f"{sha256(files[name]).hexdigest()}  {name}\n"
            files[MANIFEST] += line.encode()

    return changed


def no_picture(files: Files) -> None:
    files[max(name for name in files if name.startswith("representations/rep3/data/"))] = b"x"


def renamed(files: Files) -> None:
    """Pictures are named by what is in them, and the lists say so already."""
    name = next(name for name, content in files.items() if content == b"x")
    folder, _, last = name.rpartition("/")
    files[f"{folder}/{sha256(b'x').hexdigest()}.{last.partition('.')[2]}"] = files.pop(name)


class FullSoon(LocalFiles):
    """A disk that has room for two files more."""

    left = 2

    def draft(self) -> LocalDraft:
        if not self.left:
            raise Unavailable("the disk is full")
        self.left -= 1
        return super().draft()
