"""The list of all that was erased, outside of the database: no backup brings any of it back."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from ocr_service.domain.erasure import Tombstone
from ocr_service.storage.local_files import disk_trouble


def lines_of(stones: Iterable[Tombstone]) -> Iterator[str]:
    for stone in stones:
        yield json.dumps(
            {**asdict(stone), "erased_at": stone.erased_at.isoformat()}, ensure_ascii=False
        )


def stones_in(lines: Iterable[str]) -> Iterator[Tombstone]:
    """A line that was cut short, by a machine that stopped, says nothing."""
    for line in lines:
        try:
            told = json.loads(line)
            yield Tombstone(**{**told, "erased_at": datetime.fromisoformat(told["erased_at"])})
        except (ValueError, TypeError, KeyError):
            continue


class ErasedList:
    """One file, a line a dossier; only ever added to."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def add(self, stones: Iterable[Tombstone]) -> None:
        """Those that are not in it yet; they are on the disk when this returns."""
        with disk_trouble():
            known = {stone.dossier_id for stone in self.all()}
            fresh = [stone for stone in stones if stone.dossier_id not in known]
            if not fresh:
                return
            self._place.parent.mkdir(parents=True, exist_ok=True)
            with self._place.open("a", encoding="utf-8") as file:
                file.writelines(f"\n{line}\n" for line in lines_of(fresh))
                file.flush()
                os.fsync(file.fileno())

    def all(self) -> tuple[Tombstone, ...]:
        if not self._place.exists():
            return ()
        with self._place.open(encoding="utf-8") as lines:
            return tuple(stones_in(lines))
