"""What the benchmark of searchable PDFs found, in Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any

ENOUGH = 0.6  # intersection over union


def lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield "| damage | pages | words | on their pictures % | copied as read | kB: mean, most |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in rows:
        kilobytes = [size / 1000 for size in row["bytes"]]
        mean = sum(kilobytes) / len(kilobytes)
        pages = f"{row['pages']}" + (f" ({row['apart']} not placed)" if row["apart"] else "")
        yield (
            f"| {row['kind']} | {pages} | {len(row['shares'])} | {placed(row) * 100:.2f} "
            f"| {row['copied']} of {row['pages']} | {mean:.0f}, {max(kilobytes):.0f} |"
        )


def placed(row: dict[str, Any]) -> float:
    """The share of words whose box is that of the word on the picture, but for a little."""
    return sum(share >= ENOUGH for share in row["shares"]) / max(1, len(row["shares"]))


def written(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Searchable PDF: do its words sit on their pictures?"
    yield ""
    yield "Drawn pages, damaged, read, written as PDF/A; words as PyMuPDF finds them, against where"
    yield f"they were drawn (intersection over union of {ENOUGH} at least). Sizes: of one page with"
    yield "the file's own 25 kB."
    yield ""
    yield from lines(rows)
