"""A page of shell commands and what they print: run as it stands, and compared with what is shown.

``…`` in what is shown stands for anything.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BLOCK = re.compile(
    r"^```sh\n(?P<run>.*?)^```$(?:\n\n^```(?P<kind>json|text)\n(?P<shown>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
END = "\x1e"
ANYTHING = "…"
UNSEEN = re.compile("[\r\ufeff]")  # how a CSV begins, and ends its lines
SECONDS = 120


@dataclass(frozen=True)
class Block:
    """Some commands, and what stands on the page below them (nothing: they print nothing)."""

    run: str
    kind: str
    shown: str

    def differences(self, printed: str) -> list[str]:
        if self.kind == "json":
            return list(unlike(list(values(self.shown)), list(values(printed)), ""))
        seen = UNSEEN.sub("", printed).strip()
        return [] if like(self.shown.strip(), seen) else [f"printed {seen!r}"]


def blocks(page: Path) -> list[Block]:
    found = BLOCK.finditer(page.read_text("utf-8"))
    return [Block(it["run"], it["kind"] or "text", it["shown"] or "") for it in found]


def wrong_in(page: Path, folder: Path, **surroundings: str) -> list[str]:
    """What the page shows and the commands do not print, when run there in one go."""
    written = blocks(page)
    script = "set -euo pipefail\n" + "".join(f"{it.run}printf '{END}'\n" for it in written)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env={**os.environ, **surroundings},
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    printed = done.stdout.split(END)
    if done.returncode or done.stderr:
        return [f"exit {done.returncode} after {len(printed)} blocks: {done.stderr}{printed[-1]}"]
    return [
        f"{block.run}{difference}"
        for block, text in zip(written, printed, strict=False)
        for difference in block.differences(text)
    ]


def values(text: str) -> Iterator[Any]:
    """JSON values, one after the other."""
    decoder, place = json.JSONDecoder(), 0
    while rest := text[place:].lstrip():
        place = len(text) - len(rest)
        value, length = decoder.raw_decode(rest)
        place += length
        yield value


def like(shown: str, printed: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in shown.split(ANYTHING))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


def unlike(shown: Any, printed: Any, where: str) -> Iterator[str]:
    if isinstance(shown, dict) and isinstance(printed, dict) and list(shown) == list(printed):
        for name, value in shown.items():
            yield from unlike(value, printed[name], f"{where}/{name}")
    elif isinstance(shown, list) and isinstance(printed, list) and len(shown) == len(printed):
        for place, value in enumerate(shown):
            yield from unlike(value, printed[place], f"{where}/{place}")
    elif shown != ANYTHING and not same(shown, printed):
        yield f"{where}: {printed!r}"


def same(shown: Any, printed: Any) -> bool:
    if isinstance(shown, str) and isinstance(printed, str):
        return like(shown, printed)
    return type(shown) is type(printed) and bool(shown == printed)
