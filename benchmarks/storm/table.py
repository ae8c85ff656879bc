"""What the storm did and what came of it, in Markdown."""

from collections.abc import Iterator
from typing import Any


def written(found: dict[str, Any]) -> Iterator[str]:
    yield "## Storm: everything is killed while dossiers come in and are read"
    yield ""
    yield f"{found['dossiers']} dossiers of four pages, {found['scanned']} of them read by the real"
    yield "engine, the others from their text layers. Senders send again under the same"
    yield "`Idempotency-Key` until 202; one answer in ten is lost on purpose."
    yield ""
    yield from counted("struck", found["struck"])
    yield from counted("answer", found["answers"])
    yield (
        f"All sent after {found['seconds_to_send']:.0f} s, all settled after "
        f"{found['seconds_to_settle']:.0f} s. From the first try to 202: median "
        f"{found['until_202_median_s']} s, longest {found['until_202_longest_s']} s."
    )
    again = sum(found["read_again_by_hand"].values())
    yield (
        f"**Lost: {len(found['lost'])}. Twice: {len(found['twice'])}. "
        f"Wrong: {len(found['wrong'])}.** Read again by hand: {again}."
    )


def counted(heading: str, times: dict[str, int]) -> Iterator[str]:
    yield f"| {heading} | times |"
    yield "| --- | --- |"
    for what, many in times.items():
        yield f"| {what.replace('_', ' ')} | {many} |"
    yield ""
