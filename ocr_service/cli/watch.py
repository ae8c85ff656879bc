"""`ocr-service watch`: a scanner's output folder; every finished file is sent, once."""

import fcntl
import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid5

import click
import httpx

from ocr_service.cli.submit import SEND_SECONDS, NotSent, Parcel, send
from ocr_service.domain.duplex import Duplex
from ocr_service.domain.errors import Unavailable

TAKEN, SENT, REFUSED = ".dang-gui", "da-gui", "khong-gui-duoc"
LOCK = ".khoa"
LEDGER = ".da-gui.jsonl"  # what was sent, by the hash of its content
NAMESPACE = UUID("6f2d1b52-6d1a-4f0e-9d3c-0d6a5b7c8e11")
Look = Mapping[Path, tuple[int, int]]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--url", envvar="OCR_URL", default="http://127.0.0.1:8080", show_default=True)
@click.option("--key", envvar="OCR_KEY", required=True, help="An API key.")
@click.option("--procedure", default="", help="The code of the procedure of all dossiers.")
@click.option("--duplex", type=click.Choice([way.value for way in Duplex]), help="As in submit.")
@click.option("--every", type=click.FloatRange(0.1), default=2.0, help="Seconds between looks.")
@click.option("--once", is_flag=True, help="Sends what is there, and ends.")
def watch(
    folder: Path, url: str, key: str, procedure: str, duplex: str | None, every: float, once: bool
) -> None:
    """Sends each finished file of FOLDER as one batch; what was sent moves to FOLDER/da-gui."""
    said = {"procedure_code": procedure, "duplex": duplex or "", "priority": "batch"}
    headers = {"Authorization": f"Bearer {key}"}
    with (
        only_one(folder),
        httpx.Client(base_url=f"{url}/api/v1/", headers=headers, timeout=SEND_SECONDS) as client,
    ):
        tray = Tray(folder, client, said)
        seen: Look = tray.look()
        while True:
            time.sleep(every)
            now = tray.look()
            # A scanner may still be writing what has changed since the last look.
            tray.take(sorted(path for path, state in now.items() if seen.get(path) == state))
            tray.send_taken()
            if once:
                break
            seen = now


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Two watchers of one folder would send what the other has just taken."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unavailable(f"{folder}: đang có một lệnh watch khác theo dõi.") from None
        yield


@dataclass(frozen=True)
class Tray:
    """The folder, and where its files go."""

    folder: Path
    client: httpx.Client
    said: dict[str, str]
    complained: set[str] = field(default_factory=set)

    def look(self) -> Look:
        """The files that lie there, with their size and the time they were last written."""
        return dict(self._lying())

    def _lying(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        for path in self.folder.iterdir():
            if path.name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            try:
                state = path.stat()
            except FileNotFoundError:
                continue  # somebody has just taken it away
            if state.st_size:
                yield path, (state.st_size, state.st_mtime_ns)

    def take(self, paths: list[Path]) -> None:
        """Claims files by renaming them: whatever stops us now, they will be sent."""
        for path in paths:
            try:
                path.rename(free_name(self.folder / TAKEN, path.name))
            except FileNotFoundError:
                continue

    def send_taken(self) -> None:
        """Sends what is taken, what an earlier watcher left there too; each by itself."""
        for path in sorted((self.folder / TAKEN).glob("*")):
            digest = digest_of(path)
            before = self._sent_before(digest)
            try:
                dossier_id = before or self._send(path, digest)
            except NotSent as why:
                self._not_sent(path, why)
                continue
            if not before:
                self._note(path.name, digest, dossier_id)
            path.rename(free_name(self.folder / SENT, path.name))
            again = " (đã gửi trước đây, không gửi lại)" if before else ""
            click.echo(f"{path.name}: hồ sơ {dossier_id}{again}")

    def _send(self, path: Path, digest: str) -> str:
        """Under a key made of the content: sent twice, it is still one dossier."""
        once = str(uuid5(NAMESPACE, f"{digest} {json.dumps(self.said, sort_keys=True)}"))
        return send(self.client, Parcel(path.name, [path]), self.said, once)

    def _not_sent(self, path: Path, why: NotSent) -> None:
        """What is refused is laid aside with the reason; what found no service waits."""
        if why.again:
            if path.name not in self.complained:
                click.echo(f"{path.name}: {why} Sẽ tự gửi lại.", err=True)
            self.complained.add(path.name)
            return
        aside = free_name(self.folder / REFUSED, path.name)
        path.rename(aside)
        aside.with_name(f"{aside.name}.ly-do.txt").write_text(f"{why}\n", "utf-8")
        click.echo(f"{path.name}: {why}", err=True)

    def _sent_before(self, digest: str) -> str:
        """The dossier made of the same content before; "" if there is none."""
        ledger = self.folder / LEDGER
        if not ledger.exists():
            return ""
        rows = (json.loads(line) for line in ledger.read_text("utf-8").splitlines())
        found = (str(row["dossier"]) for row in rows if row["sha256"] == digest)
        return next(found, "")

    def _note(self, name: str, digest: str, dossier_id: str) -> None:
        row = {"file": name, "sha256": digest, "dossier": dossier_id}
        with (self.folder / LEDGER).open("a", encoding="utf-8") as ledger:
            ledger.write(json.dumps(row, ensure_ascii=False) + "\n")


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def free_name(folder: Path, name: str) -> Path:
    """A path in the folder, made if need be, that no file has yet."""
    folder.mkdir(exist_ok=True)
    stem, dot, ending = name.rpartition(".")
    parts = (stem, dot + ending) if dot else (name, "")
    number, path = 1, folder / name
    while path.exists():
        number += 1
        path = folder / f"{parts[0]} ({number}){parts[1]}"
    return path
