"""`python -m benchmarks.reuse`: lookups and reports at a million records (SQLite: 100,000)."""

import argparse
import json
import time
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select

from benchmarks.reuse.asked import held, looked_up, queries, reports
from benchmarks.reuse.load import fill
from benchmarks.reuse.table import written
from benchmarks.servers import redis as private_redis
from benchmarks.servers import short_folder
from benchmarks.trail.__main__ import Door, databases, parts_of
from ocr_service.actions.keys import add_key
from ocr_service.actions.own_records import OwnRecords
from ocr_service.actions.services import Services
from ocr_service.cli.reconcile import COUNTS_AT_ONCE
from ocr_service.domain.access import Actor, ActorKind, Role
from ocr_service.domain.calendar import today
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.web import create_app

RECORDS = {"SQLite": 100_000, "PostgreSQL": 1_000_000}
SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the records; 1: all of them")
    parser.add_argument("--each", type=int, default=100, help="queries of a kind")
    parser.add_argument("--rounds", type=int, default=7, help="of each report")
    parser.add_argument("--databases", nargs="+", default=list(RECORDS), choices=list(RECORDS))
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    found: dict[str, Any] = {}
    with short_folder("ocrb-") as folder, private_redis(folder) as redis_url:
        for database, url in databases(folder):
            if database in chosen.databases:
                records = int(RECORDS[database] * chosen.share)
                found[database] = measured(url, redis_url, folder / database, records, chosen)
    print("\n".join(written(found)))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


def measured(
    url: str, redis_url: str, folder: Path, records: int, chosen: argparse.Namespace
) -> dict[str, Any]:
    begun = time.perf_counter()
    fill(Database(url), records)
    loaded = {"loaded_s": round(time.perf_counter() - begun)}
    return loaded | told_by(parts_of(url, redis_url, folder), Database(url), chosen)


def told_by(parts: Services, database: Database, chosen: argparse.Namespace) -> dict[str, Any]:
    """What a filled database answers, and how soon."""
    door = Door(create_app(parts), add_key("bench", Role.ADMIN, keys=parts.keys)[1])
    own = OwnRecords(
        Actor(ActorKind.KEY, "bench", "bench", Role.ADMIN), parts.records, parts.catalogue, today()
    )
    with database.read() as connection:
        asked = queries(connection, chosen.each, Random(SEED))
        counts = {
            name: connection.scalar(select(func.count()).select_from(tables.metadata.tables[name]))
            for name in ("records", "dossiers")
        }
    return {
        **counts,
        "facts_s": made_ready(parts),
        "lookups": list(looked_up(door, own, asked)),
        "held": list(held(door, asked["a person's number"])),
        "reports": list(reports(door, chosen.rounds)),
    }


def made_ready(parts: Services) -> float:
    """Seconds that the reconciler needs until all is counted that reports tell."""
    begun = time.perf_counter()
    while parts.reports.freshen(parts.beside.known, COUNTS_AT_ONCE):
        pass
    return round(time.perf_counter() - begun, 1)


if __name__ == "__main__":
    main()
