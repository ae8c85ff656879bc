"""How quickly pages answer, as RESULTS.md tells it."""

from collections.abc import Iterator
from typing import Any


def written(found: dict[str, Any]) -> Iterator[str]:
    yield f"## Pages at {found['dossiers']:,} dossiers of three papers"
    yield ""
    yield (
        "Each page in turn, rendered whole for an administrator of all agencies; milliseconds by "
        "the clock."
    )
    yield ""
    names = list(found["pages"])
    yield "| page | " + " | ".join(f"{it}: median | p95" for it in names) + " |"
    yield "| --- |" + " --- | --- |" * len(names)
    for path in found["pages"][names[0]]:
        told = [found["pages"][it][path] for it in names]
        cells = " | ".join(f"{it['median_ms']} | {it['p95_ms']}" for it in told)
        yield f"| `{path}` | {cells} |"
    yield ""
    for database, row in found["pictures"].items():
        yield (
            f"The picture of a paper under review stands, decoded, {row['shown_ms']} ms after the "
            f"page was asked for on {database}; its own request takes {row['request_ms']} ms."
        )
