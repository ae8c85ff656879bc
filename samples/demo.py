"""`make demo`: the whole service, started here, fed with every sample, and stopped again."""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ocr_service.cli.table import STATUS, dossier_table
from ocr_service.cli.table import console as a_console
from ocr_service.domain.dossier import Status
from samples.approved import approved, differences, dossiers, essence, letter
from samples.running import service

SETTLE_SECONDS = 300


def main() -> int:
    """0 if every sample ends as approved, else 1."""
    console = a_console()
    with tempfile.TemporaryDirectory(prefix="ocr-demo-") as folder, service(Path(folder)) as client:
        answers = post_all(client)
        settled = follow(client, answers, console)
    return report(settled, console)


def post_all(client: httpx.Client) -> dict[Path, str]:
    return {folder: post(client, folder) for folder in dossiers()}


def post(client: httpx.Client, folder: Path) -> str:
    """Hand one dossier in, as a one-stop system would; its id."""
    said = letter(folder)
    files = [("files", (name, (folder / name).read_bytes())) for name in said.pop("files")]
    answer = client.post("dossiers", data=said, files=files)
    answer.raise_for_status()
    return str(answer.json()["id"])


def follow(client: httpx.Client, ids: dict[Path, str], console: Console) -> dict[Path, Any]:
    settled: dict[Path, Any] = {}
    columns = (TextColumn("Đang đọc hồ sơ"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    deadline = time.monotonic() + SETTLE_SECONDS
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=len(ids))
        while len(settled) < len(ids) and time.monotonic() < deadline:
            for folder in ids.keys() - settled.keys():
                answer = client.get(f"dossiers/{ids[folder]}", params={"wait": 1}).json()
                if Status(answer["status"]).settled:
                    settled[folder] = answer
                    bar.advance(task)
    return {folder: settled.get(folder) for folder in ids}


def report(settled: dict[Path, Any], console: Console) -> int:
    wrong = 0
    for folder, dossier in settled.items():
        if dossier is None:
            console.print(f"[red]{folder.name}: not settled in {SETTLE_SECONDS} s")
            wrong += 1
            continue
        console.print(
            dossier_table(f"{folder.name}: {STATUS[dossier['status']]}", dossier["documents"])
        )
        for line in differences(essence(dossier), approved(folder)):
            console.print(f"[red]{folder.name}{line}")
            wrong += 1
    console.print(
        "[red]Samples differ from their approved records." if wrong else "[green]All as approved."
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
