"""`python -m benchmarks.trail`: the front door with and without an audit trail, in turn."""

import argparse
import io
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection

from benchmarks.servers import POSTGRES, Postgres, redis, short_folder
from benchmarks.trail.length import checked
from benchmarks.trail.table import written
from ocr_service.actions.keys import add_key
from ocr_service.actions.services import Services
from ocr_service.config import Settings
from ocr_service.domain.access import Role
from ocr_service.domain.audit import Deed, Entry
from ocr_service.domain.ids import utc_now
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.database import Database
from ocr_service.storage.sql_dossiers import SqlDossiers
from ocr_service.storage.trail import PENDING
from ocr_service.web import create_app
from ocr_service.wiring.parts import services
from ocr_service.wiring.workplace import digitizer

UPLOAD = 200_000  # bytes
SENDERS = 4
SAMPLE = sorted((Path(__file__).parent.parent.parent / "samples" / "birth-complete").iterdir())
PAPERS = (".pdf", ".png", ".jpg")
Call = Callable[[], float]


class Untold(Database):
    """A database whose trail is never written down."""

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with super().write() as connection:
            yield connection
            connection.get_execution_options()[PENDING].clear()


class Deaf:
    """An AuditStore that keeps nothing."""

    def append(self, *deeds: Deed) -> None:
        pass

    def entries(self, search: AuditSearch) -> tuple[Entry, ...]:
        raise NotImplementedError(search)


@dataclass(frozen=True)
class Door:
    """A front door, and a key to it."""

    app: Flask
    key: str

    def call(self, method: str, path: str, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.key}"}
        answer = self.app.test_client().open(path, method=method, headers=headers, **options)
        if answer.status_code not in (200, 202):
            raise SystemExit(f"{method} {path}: {answer.status_code} {answer.json}")
        return answer.get_data() if answer.mimetype.startswith("image/") else answer.json

    def upload(self) -> str:
        content = b"%PDF-1.7\n" + os.urandom(UPLOAD)
        form = {"files": (io.BytesIO(content), "a.pdf")}
        kind = "multipart/form-data"
        return str(self.call("POST", "/api/v1/dossiers", data=form, content_type=kind)["id"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=16)
    parser.add_argument("--entries", type=int, default=100_000, help="of the trail to verify")
    parser.add_argument("--calls", type=int, default=15, help="of each kind, in each round")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    calls: dict[str, dict[str, float]] = {}
    verify: dict[str, float] = {}
    with short_folder("ocrb-") as folder, redis(folder) as redis_url:
        for database, url in databases(folder):
            calls |= compared(database, url, redis_url, folder, chosen)
            verify[database] = checked(url, chosen.entries)
    found = {"calls": calls, "verify": verify, "entries": chosen.entries}
    print("\n".join(written(found)))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


def databases(folder: Path) -> Iterator[tuple[str, str]]:
    """Those of this machine, one after the other, each by its name and URL."""
    yield "SQLite", f"sqlite:///{folder / 'ocr.sqlite'}"
    if POSTGRES:
        # It syncs its commits to the disk, as an office's would.
        with Postgres(folder / "pg").running() as url:
            yield "PostgreSQL", url


def compared(
    database: str, url: str, redis_url: str, folder: Path, chosen: argparse.Namespace
) -> dict[str, dict[str, float]]:
    """Each round measures both doors one after the other: both meet the same neighbours."""
    parts = parts_of(url, redis_url, folder)
    key = add_key("bench", Role.ADMIN, keys=parts.keys)[1]
    doors = {
        "with": Door(create_app(parts), key),
        "without": Door(create_app(untold(parts, url)), key),
    }
    paths = settled(doors["with"], parts)
    seen: dict[tuple[str, str], list[float]] = {}
    for _ in range(chosen.rounds):
        for mode, door in doors.items():
            for kind, measure in kinds(door, paths, chosen.calls).items():
                seen.setdefault((kind, mode), []).append(measure())
    return {
        f"{database}: {kind}": row(seen[kind, "with"], seen[kind, "without"])
        for kind in kinds(doors["with"], paths, 0)
    }


def parts_of(url: str, redis_url: str, folder: Path) -> Services:
    settings = Settings(
        data_dir=folder,
        database_url=url,  # type: ignore[arg-type]  # pydantic turns the words into values
        redis_url=redis_url,  # type: ignore[arg-type]
        secret_key=os.urandom(16).hex(),  # type: ignore[arg-type]
    )
    return services(settings)


def untold(parts: Services, url: str) -> Services:
    database = Untold(url)
    return replace(parts, audit=Deaf(), dossiers=SqlDossiers(database, parts.files))


def settled(door: Door, parts: Services) -> tuple[str, str]:
    """Where a sample dossier of three papers is asked for, and the picture of one page of it."""
    form = {"files": [(path.open("rb"), path.name) for path in SAMPLE if path.suffix in PAPERS]}
    kind = "multipart/form-data"
    made = door.call("POST", "/api/v1/dossiers", data=form, content_type=kind)
    reader = digitizer(parts, "bench")
    while waiting := parts.work.waiting(utc_now(), 1):
        reader.do(waiting[0].id)
    path = f"/api/v1/dossiers/{made['id']}"
    paper = door.call("GET", path)["documents"][0]
    return path, f"/api/v1/documents/{paper['id']}/pages/{paper['pages'][0]}"


def kinds(door: Door, paths: tuple[str, str], calls: int) -> dict[str, Call]:
    dossier, picture = paths

    def read() -> None:
        door.call("GET", dossier)

    def look() -> None:
        door.call("GET", picture)

    return {
        "upload of 200 kB, one sender": lambda: each(door.upload, calls, 1),
        f"upload of 200 kB, {SENDERS} senders": lambda: each(door.upload, calls, SENDERS),
        "dossier of three papers, one reader": lambda: each(read, calls, 1),
        f"dossier of three papers, {SENDERS} readers": lambda: each(read, calls, SENDERS),
        "picture of a page, one reader": lambda: each(look, calls, 1),
    }


def each(call: Callable[[], object], calls: int, threads: int) -> float:
    """Milliseconds by the clock for each call."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(call) for _ in range(calls)]:
            done.result()
    return (time.perf_counter() - begun) / calls * 1000


def row(told: list[float], untold: list[float]) -> dict[str, float]:
    """The middle round of each, and the middle of the rounds' own ratios."""
    ratios = [one / other for one, other in zip(told, untold, strict=True)]
    return {
        "with_ms": round(statistics.median(told), 2),
        "without_ms": round(statistics.median(untold), 2),
        "ratio": round(statistics.median(ratios), 2),
    }


if __name__ == "__main__":
    main()
