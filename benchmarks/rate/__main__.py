"""`python -m benchmarks.rate`: the highest rate held for a minute, and what lies past it."""

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.rate.door import Door, door
from benchmarks.rate.senders import Seen, sent

SLOWEST = 1.0  # seconds, 99 of 100 answers
TRIED_SECONDS = 10
TRIES = 2  # something else may have been done on the machine
PAST = (1.5, 3.0)  # times the rate that was held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hold", type=int, default=60, help="seconds")
    parser.add_argument(
        "--rates", type=float, nargs="+", default=[20, 30, 40, 50, 60, 80, 100, 120]
    )
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    found = {name: measured(name, chosen.rates, chosen.hold) for name in chosen.databases}
    print(json.dumps(found, indent=2))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


def measured(database: str, rates: list[float], seconds: int) -> dict[str, Any]:
    with door(on_postgres=database == "postgres") as front:
        sent(front, 10, 3)  # connections are made, code is loaded
        held, seen = highest(front, rates, seconds)
        found = {"held" if held_up(seen) else "tried, not held": told(front, held, seen)}
        for times in PAST:
            found[f"{times} times that"] = told(
                front, held * times, sent(front, held * times, TRIED_SECONDS * 2)
            )
        return found


def highest(front: Door, rates: list[float], seconds: int) -> tuple[float, Seen]:
    """The last rate that could be held for a moment, then held for long; or the one before."""
    good = [rates[0]]
    for rate in rates:
        if not any(held_up(tried(front, rate, TRIED_SECONDS)) for _ in range(TRIES)):
            break
        good.append(rate)
    while True:
        rate = good.pop()
        seen = tried(front, rate, seconds)
        if held_up(seen) or not good:
            return rate, seen


def tried(front: Door, rate: float, seconds: int) -> Seen:
    seen = sent(front, rate, seconds)
    print(rate, seconds, dict(seen.answers), round(seen.quantile("202", 0.99), 3), flush=True)
    return seen


def held_up(seen: Seen) -> bool:
    return set(seen.answers) == {"202"} and seen.quantile("202", 0.99) < SLOWEST


def told(front: Door, rate: float, seen: Seen) -> dict[str, Any]:
    return {
        "a_second": rate,
        "seconds": seen.seconds,
        "answers": dict(seen.answers),
        "lost": len(lost(front, seen)),
        "p50_ms_of_202": round(seen.quantile("202", 0.5) * 1000),
        "p99_ms_of_202": round(seen.quantile("202", 0.99) * 1000),
        "p99_ms_of_503": round(seen.quantile("503", 0.99) * 1000),
    }


def lost(front: Door, seen: Seen) -> list[str]:
    """Dossiers that were answered 202 without their row, or their file as it was sent."""
    dossiers, files = front.parts.dossiers, front.parts.files
    missing = []
    for dossier_id, sha256 in seen.taken.items():
        (scan,) = dossiers.summary(dossier_id).scans
        if scan.sha256 != sha256 or not files.path(sha256).is_file():
            missing.append(dossier_id)
    return missing


if __name__ == "__main__":
    main()
