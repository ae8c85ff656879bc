"""How much the front door takes in, in Markdown."""

from collections.abc import Iterator
from typing import Any

COLUMNS = (
    "database",
    "rate",
    "uploads a second",
    "for s",
    "202",
    "503",
    "no answer",
    "lost",
    "p50 ms",
    "p99 ms",
    "p99 ms of 503",
)


def written(found: dict[str, dict[str, dict[str, Any]]]) -> Iterator[str]:
    yield "## Rate: uploads of 200 kB, at a fixed rate whatever is answered"
    yield ""
    yield "One process at the front door; Redis, database and senders on the same machine. Times"
    yield "count from the moment when an upload was due. First the highest rate held, then what"
    yield "lies past it. A 503 without `Retry-After` counts as no answer; each 202 is looked up"
    yield "with its file."
    yield ""
    yield f"| {' | '.join(COLUMNS)} |"
    yield "| --- " * len(COLUMNS) + "|"
    for database, rows in found.items():
        for name, row in rows.items():
            answers = row["answers"]
            taken, refused = answers.get("202", 0), answers.get("503", 0)
            others = sum(answers.values()) - taken - refused
            yield (
                f"| {database} | {name} | {row['a_second']:.0f} | {row['seconds']} "
                f"| {taken} | {refused} | {others} | {row['lost']} | {row['p50_ms_of_202']} "
                f"| {row['p99_ms_of_202']} | {row['p99_ms_of_503']} |"
            )
