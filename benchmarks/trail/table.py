"""What the audit trail costs, as RESULTS.md tells it."""

from collections.abc import Iterator
from typing import Any


def written(found: dict[str, Any]) -> Iterator[str]:
    yield "## Audit trail: what it costs at the front door"
    yield ""
    yield (
        "The same calls with the trail and without, in turn, round by round; milliseconds by the "
        "clock for one call, of the middle round; the ratio is the middle of the rounds'."
    )
    yield ""
    yield "| call | with, ms | without, ms | ratio |"
    yield "| --- | --- | --- | --- |"
    for name, row in found["calls"].items():
        yield f"| {name} | {row['with_ms']} | {row['without_ms']} | {row['ratio']} |"
    yield ""
    for database, seconds in found["verify"].items():
        yield f"`verify` of {found['entries']:,} entries on {database}: {seconds} s."
