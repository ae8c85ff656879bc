"""`ocr-service submit`: sends files or folders to a running service."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ocr_service.domain.dossier import Status
from ocr_service.domain.duplex import Duplex

UNREADABLE = 2  # the exit code when an input was not read
TRIES = 5
OF_THE_FILE = (400, 413, 415, 422)  # refusals that the same file will always meet
HOLD_SECONDS = 20
SEND_SECONDS = 300
COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


@dataclass(frozen=True)
class Parcel:
    """Files that make up one dossier: those of a folder, or all that were named one by one."""

    name: str
    files: Sequence[Path]


class NotSent(Exception):
    """The service did not take a dossier; the text says why and what to do.

    ``again``: that was not the files' fault (no connection, no room, a wrong key).
    """

    def __init__(self, why: str, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--url", envvar="OCR_URL", default="http://127.0.0.1:8080", show_default=True)
@click.option("--key", envvar="OCR_KEY", required=True, help="An API key.")
@click.option("--dossier", default="", help="The dossier's code.")
@click.option("--agency", default="", help="Whose it is; the key's own otherwise.")
@click.option("--procedure", default="", help="The procedure's code.")
@click.option(
    "--duplex",
    type=click.Choice([way.value for way in Duplex]),
    help="Fronts, then backs: both together.",
)
@click.option("--wait", is_flag=True, help="Waits for the records and prints them.")
def submit(  # noqa: PLR0913 - its options
    paths: tuple[Path, ...],
    url: str,
    key: str,
    dossier: str,
    agency: str,
    procedure: str,
    duplex: str | None,
    wait: bool,
) -> None:
    """Sends each folder as one dossier, and all single files together as another."""
    said = {"dossier_code": dossier, "agency_code": agency, "procedure_code": procedure}
    said["duplex"] = duplex or ""
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=f"{url}/api/v1/", headers=headers, timeout=SEND_SECONDS) as client:
        sent, failed = send_all(client, list(parcels(paths)), said)
        for name, dossier_id in sent.items():
            for outcome in (
                family(client, dossier_id) if wait else [{"id": dossier_id, "sent": name}]
            ):
                failed |= outcome.get("status") == "failed"
                click.echo(json.dumps(outcome, ensure_ascii=False))
    sys.exit(UNREADABLE if failed else 0)


def parcels(paths: Sequence[Path]) -> Iterator[Parcel]:
    single = [path for path in paths if not path.is_dir()]
    if single:
        yield Parcel(", ".join(path.name for path in single), single)
    for folder in (path for path in paths if path.is_dir()):
        files = sorted(path for path in folder.iterdir() if path.is_file())
        if files:
            yield Parcel(folder.name, files)


def send_all(
    client: httpx.Client, waiting: Sequence[Parcel], said: dict[str, str]
) -> tuple[dict[str, str], bool]:
    """The ids of what was taken, and whether anything was not."""
    sent: dict[str, str] = {}
    failed = False
    with Progress(*COLUMNS, console=Console(stderr=True)) as bar:
        task = bar.add_task("Đang gửi", total=len(waiting))
        for parcel in waiting:
            try:
                sent[parcel.name] = send(client, parcel, said)
            except NotSent as why:
                failed = True
                click.echo(f"{parcel.name}: {why}", err=True)
            bar.advance(task)
    return sent, failed


def send(client: httpx.Client, parcel: Parcel, said: dict[str, str], once: str = "") -> str:
    """The dossier's id. Sent again under the same key ``once``, it is still one dossier."""
    header = {"Idempotency-Key": once or str(uuid4())}
    why = ""
    for attempt in range(TRIES):
        time.sleep(attempt)
        try:
            answer = post(client, parcel, said, header)
        except httpx.TransportError as lost:
            why = f"Không nối được tới {client.base_url} ({lost}). Hãy kiểm tra --url và dịch vụ."
            continue
        if answer.status_code == httpx.codes.ACCEPTED:
            return str(answer.json()["id"])
        why = reason(answer)
        if answer.status_code not in (httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.CONFLICT):
            raise NotSent(why, again=answer.status_code not in OF_THE_FILE)
    raise NotSent(why, again=True)


def post(
    client: httpx.Client, parcel: Parcel, said: dict[str, str], once: dict[str, str]
) -> httpx.Response:
    with ExitStack() as opened:
        files = [
            ("files", (path.name, opened.enter_context(path.open("rb")))) for path in parcel.files
        ]
        return client.post("dossiers", data=said, files=files, headers=once)


def reason(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
        parts = [f"{part['pointer']}: {part['detail']}" for part in problem.get("errors", [])]
        return " ".join([problem["detail"], *parts, problem["remedy"]])
    except (ValueError, KeyError):
        return f"HTTP {answer.status_code}"


def family(client: httpx.Client, dossier_id: str) -> Iterator[dict[str, Any]]:
    """The dossier, then those that it was split into at separator sheets, all settled."""
    dossier = settled(client, dossier_id)
    yield dossier
    for part in dossier.get("split_into", ()):
        yield from family(client, part)


def settled(client: httpx.Client, dossier_id: str) -> dict[str, Any]:
    """The dossier once it has settled, however long that takes."""
    while True:
        answer = client.get(f"dossiers/{dossier_id}", params={"wait": HOLD_SECONDS})
        dossier: dict[str, Any] = answer.raise_for_status().json()
        if Status(dossier["status"]).settled:
            return dossier
