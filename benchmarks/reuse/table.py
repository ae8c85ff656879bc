"""How soon records are found and reports counted, as RESULTS.md tells it."""

from collections.abc import Iterator
from typing import Any


def written(found: dict[str, Any]) -> Iterator[str]:
    yield "## Records for reuse: found and counted"
    yield ""
    yield (
        "Invented people with the frequencies of Vietnamese names, two years, two provinces of 60 "
        "communes. Milliseconds by the clock: at the front door (with the audit trail), in the "
        "store alone, and at the front door for the second page."
    )
    for database, told in found.items():
        yield ""
        yield (
            f"{database}: {told['records']:,} records of {told['dossiers']:,} dossiers, loaded in "
            f"{told['loaded_s']} s. What reports count was made ready in {told['facts_s']} s."
        )
        yield ""
        yield "| asked for | times | door: median | p95 | store: median | p95 | next: median | p95|"
        yield "| --- |" + " --- |" * 7
        for row in [*told["lookups"], *told["held"], *told["reports"]]:
            cells = [*cell(row.get("door")), *cell(row.get("store")), *cell(row.get("next"))]
            yield f"| {row['kind']} | {row['times']} | " + " | ".join(cells) + " |"


def cell(spread: dict[str, float] | None) -> tuple[str, str]:
    return (str(spread["median_ms"]), str(spread["p95_ms"])) if spread else ("", "")
