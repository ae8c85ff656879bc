"""`python -m benchmarks.screens`: pages at 100,000 dossiers, and the picture of a review."""

import argparse
import io
import json
import os
import re
import statistics
import time
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import text

from benchmarks.screens.copies import multiply
from benchmarks.screens.picture import seen
from benchmarks.screens.table import written
from benchmarks.screens.town import PROVINCE, fill
from benchmarks.servers import redis as private_redis
from benchmarks.servers import short_folder
from benchmarks.trail.__main__ import databases, parts_of
from ocr_service.actions.passwords import hash_of
from ocr_service.actions.services import Services
from ocr_service.domain.access import Role
from ocr_service.domain.account import Account
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage import Search
from ocr_service.storage.database import Database
from ocr_service.web import create_app
from ocr_service.wiring.workplace import digitizer

NAME, PASSWORD = "Lan", "mười hai con giáp"
SAMPLE = sorted((Path(__file__).parents[2] / "samples" / "birth-complete").iterdir())
TOWNS = 10
PAPERS = (".pdf", ".png", ".jpg")
PAGES = (
    "/",
    "/scan",
    "/dossiers",
    "/dossiers?status=needs_review",
    f"/dossiers?agency_code={PROVINCE}.7",
    "/dossiers/{dossier}",
    "/review",
    "/review?document_type=citizen_id_card",
    "/review/samples",
    "/review/{document}",
    "/documents/{document}/history",
    "/trail",
    "/trail?dossier_id={dossier}",
    "/records",
    "/records?q=Nguyen+Van+An",
    "/records?q=khai+sinh+phu+my",
    "/records?document_type=birth_certificate",
    "/targets",
    "/operations",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    found: dict[str, Any] = {"dossiers": chosen.dossiers, "pages": {}, "pictures": {}}
    with short_folder("ocrb-") as folder, private_redis(folder) as redis_url:
        for database, url in databases(folder):
            if database not in chosen.databases:
                continue
            parts = parts_of(url, redis_url, folder / database)
            begun = time.perf_counter()
            grow(Database(url), parts.catalogue, chosen.dossiers)
            print(f"{database}: filled in {time.perf_counter() - begun:.0f} s", flush=True)
            found["pages"][database] = pages(parts, chosen.rounds)
            found["pictures"][database] = seen(create_app(parts), NAME, PASSWORD, ids(parts))
    print("\n".join(written(found)))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


def grow(database: Database, catalogue: Catalogue, dossiers: int) -> None:
    """One in ten by the steps of real ones, the others as copies of it."""
    fill(database, catalogue, dossiers // TOWNS)
    with database.write() as connection:
        multiply(connection, TOWNS)
        if not database.sqlite:  # as its own housekeeping does, a little later
            connection.execute(text("ANALYZE"))


def pages(parts: Services, rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds until each page is rendered whole, in turn, as an administrator sees it."""
    client = signed_in(parts)
    known = ids(parts, read_sample(client, parts))
    took: dict[str, list[float]] = {path: [] for path in PAGES}
    for _ in range(rounds):
        for path in PAGES:
            begun = time.perf_counter()
            answer = client.get(path.format(**known))
            took[path].append((time.perf_counter() - begun) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code}")
    return {path: row(times) for path, times in took.items()}


def row(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
    }


def signed_in(parts: Services) -> FlaskClient:
    account = Account(new_id(), NAME, Role.ADMIN, utc_now(), "", password=hash_of(PASSWORD))
    parts.people.accounts.add(account)
    client = create_app(parts).test_client()
    form = {"name": NAME, "password": PASSWORD}
    answer = client.post("/sign-in", data=form, headers={"Origin": "http://localhost"})
    if answer.status_code != 303:
        raise SystemExit(f"signing in: {answer.status_code}")
    return client


def read_sample(client: FlaskClient, parts: Services) -> str:
    """A real dossier with pictures, read by the real reader; its id."""
    token = re.search(r'csrf-token" content="([^"]+)"', client.get("/").get_data(as_text=True))
    form: dict[str, Any] = {
        "files": [(io.BytesIO(it.read_bytes()), it.name) for it in SAMPLE if it.suffix in PAPERS]
    }
    headers = {"X-CSRF-Token": token[1] if token else "", "Origin": "http://localhost"}
    answer = client.post("/api/v1/dossiers", data=form, headers=headers)
    reader = digitizer(parts, f"bench-{os.getpid()}")
    while waiting := parts.work.waiting(utc_now(), 1):
        reader.do(waiting[0].id)
    return str(answer.get_json()["id"])


def ids(parts: Services, dossier_id: str = "") -> dict[str, str]:
    """The newest dossier (the one that was read) and its first paper."""
    dossier_id = dossier_id or parts.dossiers.find(Search(limit=1))[0].id
    return {"dossier": dossier_id, "document": parts.dossiers.get(dossier_id).documents[0].id}


if __name__ == "__main__":
    main()
