"""What people and systems ask for, drawn from what is there; and how long the answers take."""

import statistics
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from sqlalchemy import Connection, func, select

from benchmarks.reuse.papers import PLACES
from benchmarks.reuse.people import RARE, name
from benchmarks.reuse.town import PROVINCES
from benchmarks.trail.__main__ import Door
from ocr_service.actions.own_records import Asked, OwnRecords
from ocr_service.domain.reuse import folded_words
from ocr_service.storage import tables

Query = dict[str, str]
DRAWN = 2000  # records that numbers are taken from
COMMON = ("nguyen", "Văn", "Thị", "giấy", "chung nhan", "can cuoc", "ủy ban nhân dân", "xã")
PAIRS = ("nguyen van", "Nguyễn Thị", "tran thi", "Lê Văn", "văn nguyễn", "chung minh nhan dan")
RECORDS, PARTIES = tables.records.c, tables.record_parties.c


def queries(connection: Connection, each: int, chance: Random) -> dict[str, list[Query]]:
    """By kind; ``each`` of the slower kinds, three times as many by number."""
    drawn = numbers(connection, chance, each * 3)
    names = [name(chance, chance.choice(("male", "female"))) for _ in range(each)]
    bare = [" ".join(folded_words(it)) for it in names]
    places = [chance.choice(PLACES) for _ in names]
    return {
        "a person's number": [{"personal_id": it} for it in drawn["person"]],
        "a paper's number": [{"document_number": it} for it in drawn["paper"]],
        "a number typed as words": [{"q": it} for it in drawn["paper"][:each]],
        "a rare name": [
            {"q": f"{it} {chance.choice(RARE)}"} for it in ("Văn", "Thị") * (each // 2)
        ],
        "a name, with marks": [{"q": it} for it in names],
        "a name, without marks": [{"q": it} for it in bare],
        "a name half typed": [{"q": it[:-1]} for it in bare],
        "a common word": [{"q": COMMON[it % len(COMMON)]} for it in range(each)],
        "two common words": [{"q": PAIRS[it % len(PAIRS)]} for it in range(each)],
        "words apart": [{"q": f"{a.split()[-1]} {b}"} for a, b in zip(bare, places, strict=True)],
        "two words, in one commune": [
            {"q": "nguyen van", "agency_code": f"{PROVINCES[0]}.{it % 60 + 1}"}
            for it in range(each)
        ],
        "a type": [{"document_type": it} for it in ("birth_certificate", "citizen_id_card") * 5],
    }


def numbers(connection: Connection, chance: Random, many: int) -> dict[str, list[str]]:
    """Of records from all of the time."""
    low, high = connection.execute(select(func.min(RECORDS.number), func.max(RECORDS.number))).one()
    found: dict[str, list[str]] = {"person": [], "paper": []}
    while len(found["person"]) < many:
        since = chance.randrange(low, high)
        person = select(PARTIES.number).where(PARTIES.record_number >= since, PARTIES.number != "")
        paper = select(RECORDS.paper_number).where(
            RECORDS.number >= since, RECORDS.paper_number != ""
        )
        found["person"] += connection.scalars(person.order_by(PARTIES.record_number).limit(1))
        found["paper"] += connection.scalars(paper.order_by(RECORDS.number).limit(1))
    return found


def looked_up(
    door: Door, own: OwnRecords, asked: dict[str, list[Query]]
) -> Iterator[dict[str, Any]]:
    """Each kind at the front door, and in the store alone; the second page too."""
    for kind, those in asked.items():
        following = [one for it in those[:10] if (one := next_of(door, it))]
        yield {
            "kind": kind,
            "times": len(those),
            "door": spread([timed(lambda it=it: get(door, it)) for it in those]),
            "store": spread([timed(lambda it=it: own.find(Asked(**it), "", 20)) for it in those]),
            "next": spread([timed(lambda it=it: get(door, it)) for it in following]),
        }


def held(door: Door, those: list[Query]) -> Iterator[dict[str, Any]]:
    """Which papers of a procedure need not be asked for; each of these people once."""
    for procedure in ("marriage_registration", "certified_copy"):
        path = f"/api/v1/procedures/{procedure}/held"
        took = [
            timed(lambda it=it, path=path: door.call("GET", path, query_string=it)) for it in those
        ]
        yield {"kind": f"held for {procedure}", "times": len(those), "door": spread(took)}


def reports(door: Door, rounds: int) -> Iterator[dict[str, Any]]:
    periods = {"a month": ("2026-10-01", "2026-10-31"), "a year": ("2025-11-01", "2026-10-31")}
    for kind, (since, until) in periods.items():
        for by in ("agency", "month", "procedure"):
            path = f"/api/v1/reports/digitization?from={since}&to={until}&by={by}"
            took = [timed(lambda path=path: door.call("GET", path)) for _ in range(rounds)]
            yield {"kind": f"{kind}, by {by}", "times": rounds, "door": spread(took)}


def next_of(door: Door, query: Query) -> Query | None:
    cursor = get(door, query)["next"]
    return {**query, "cursor": cursor} if cursor else None


def get(door: Door, query: Query) -> Any:
    return door.call("GET", "/api/v1/records", query_string=query)


def timed(call: Callable[[], object]) -> float:
    """Milliseconds by the clock."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def spread(times: list[float]) -> dict[str, float] | None:
    if not times:
        return None
    ordered = sorted(times)
    return {
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], 1),
    }
