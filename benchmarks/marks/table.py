"""What the benchmarks of marks and of blank sheets found, as tables."""

from collections.abc import Iterator, Sequence
from typing import Any

Rows = Sequence[dict[str, Any]]


def codes_lines(rows: Rows) -> Iterator[str]:
    """Shares of codes found; ``rows`` as `benchmarks.marks` writes them."""
    names = list(rows[0]["found"])
    yield f"| damage | {' | '.join(names)} | false finds | ms with codes | ms without |"
    yield "| --- " * (len(names) + 4) + "|"
    for row in rows:
        shares = " | ".join(f"{row['found'][name]:.0%}" for name in names)
        yield (
            f"| {row['kind']} | {shares} | {row['false']} "
            f"| {row['ms_with_codes']:.0f} | {row['ms_without']:.0f} |"
        )


def blanks_lines(rows: Rows) -> Iterator[str]:
    """How many sheets were taken for blank; ``rows`` as `benchmarks.marks.blanks` writes them."""
    yield "| sheet | is blank | sheets | taken for blank |"
    yield "| --- | --- | --- | --- |"
    for row in rows:
        truth = "yes" if row["sort"] == "blank" else "no"
        yield f"| {row['name']} | {truth} | {row['sheets']} | {row['blank']} |"
