"""`ocr-service watch`: a scanner's output folder; what is finished is sent, each once."""

import fcntl
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
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
OURS = (SENT, REFUSED)
State = tuple[tuple[str, int, int], ...]  # of each file: its name, size, and when it was written
Look = Mapping[Path, State]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--url", envvar="OCR_URL", default="http://127.0.0.1:8080", show_default=True)
@click.option("--key", envvar="OCR_KEY", required=True, help="An API key.")
@click.option("--agency", default="", help="Whose dossiers they are; the key's own otherwise.")
@click.option("--procedure", default="", help="The code of the procedure of all dossiers.")
@click.option("--folders", is_flag=True, help="A folder is a dossier too; its name is the code.")
@click.option("--duplex", type=click.Choice([way.value for way in Duplex]), help="As in submit.")
@click.option("--every", type=click.FloatRange(0.1), default=2.0, help="Seconds between looks.")
@click.option(
    "--still",
    type=click.FloatRange(0),
    default=10.0,
    help="Seconds after which none is written on.",
)
@click.option("--once", is_flag=True, help="Sends what is there, and ends.")
def watch(  # noqa: PLR0913 - its options
    folder: Path,
    url: str,
    key: str,
    agency: str,
    procedure: str,
    folders: bool,
    duplex: str | None,
    every: float,
    still: float,
    once: bool,
) -> None:
    """Sends each finished file of FOLDER as one batch; what was sent moves to FOLDER/da-gui."""
    said = {"agency_code": agency, "procedure_code": procedure, "duplex": duplex or ""}
    said["priority"] = "batch"
    headers = {"Authorization": f"Bearer {key}"}
    with (
        only_one(folder),
        httpx.Client(base_url=f"{url}/api/v1/", headers=headers, timeout=SEND_SECONDS) as client,
    ):
        look_after(Tray(folder, client, said, folders), Finished(still), every, once)


def look_after(tray: "Tray", finished: "Finished", every: float, once: bool) -> None:
    finished.among(tray.look())
    while True:
        time.sleep(finished.still if once else every)
        tray.take(finished.among(tray.look()))
        tray.send_taken()
        if once:
            break


@dataclass
class Finished:
    """A scanner may still be writing what has changed within ``still`` seconds."""

    still: float
    clock: Callable[[], float] = time.monotonic
    since: dict[Path, tuple[State, float]] = field(default_factory=dict)

    def among(self, seen: Look) -> list[Path]:
        """Those that have stayed as they are since they were seen so for the first time."""
        now, before = self.clock(), self.since
        self.since = {
            path: before[path] if path in before and before[path][0] == state else (state, now)
            for path, state in seen.items()
        }
        return sorted(
            path
            for path, (_, first) in self.since.items()
            if path in before and now - first >= self.still
        )


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
    """The folder, and where its files go; with ``folders``, those in it are dossiers too."""

    folder: Path
    client: httpx.Client
    said: dict[str, str]
    folders: bool = False
    complained: set[str] = field(default_factory=set)

    def look(self) -> Look:
        """What lies there whole, with the size of each file and when it was last written."""
        return dict(self._lying())

    def _lying(self) -> Iterator[tuple[Path, State]]:
        for path in self.folder.iterdir():
            if path.name.startswith(".") or path.name in OURS or path.is_symlink():
                continue
            try:
                state = state_of(path) if self.folders or not path.is_dir() else ()
            except FileNotFoundError:
                continue  # somebody has just taken it away
            if state and all(size for _, size, _ in state):
                yield path, state

    def take(self, paths: list[Path]) -> None:
        """Claims files by renaming them: whatever stops us now, they will be sent."""
        for path in paths:
            if path.is_dir() and (self.folder / TAKEN / path.name).exists():
                continue  # its name is its code: it waits until the one before it is sent
            try:
                path.rename(free_name(self.folder / TAKEN, path.name))
            except FileNotFoundError:
                continue

    def send_taken(self) -> None:
        """Sends what is taken, what an earlier watcher left there too; each by itself."""
        for path in sorted((self.folder / TAKEN).glob("*")):
            try:
                self._send_once(path)
            except NotSent as why:
                self._not_sent(path, why)
            except OSError as why:
                self._not_sent(path, NotSent(f"Không mở được: {why.strerror}.", again=True))

    def _send_once(self, path: Path) -> None:
        digest = digest_of(path)
        before = self._sent_before(digest)
        dossier_id = before or self._send(path, digest)
        if not before:
            self._note(path.name, digest, dossier_id)
        path.rename(free_name(self.folder / SENT, path.name))
        again = " (đã gửi trước đây, không gửi lại)" if before else ""
        click.echo(f"{path.name}: hồ sơ {dossier_id}{again}")

    def _send(self, path: Path, digest: str) -> str:
        """Under a key made of the content: sent twice, it is still one dossier."""
        said = {**self.said, "dossier_code": path.name} if path.is_dir() else self.said
        once = str(uuid5(NAMESPACE, f"{digest} {json.dumps(said, sort_keys=True)}"))
        return send(self.client, Parcel(path.name, files_of(path)), said, once)

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
        rows = map(row_of, ledger.read_text("utf-8").splitlines())
        found = (str(row["dossier"]) for row in rows if row.get("sha256") == digest)
        return next(found, "")

    def _note(self, name: str, digest: str, dossier_id: str) -> None:
        row = {"file": name, "sha256": digest, "dossier": dossier_id}
        with (self.folder / LEDGER).open("a", encoding="utf-8") as ledger:
            # On a line of its own, also after one that its writer did not finish.
            ledger.write("\n" + json.dumps(row, ensure_ascii=False))


def files_of(path: Path) -> list[Path]:
    """The file itself, or those that lie in the folder."""
    if not path.is_dir():
        return [path]
    inside = (it for it in path.iterdir() if not it.name.startswith(".") and not it.is_symlink())
    return sorted(it for it in inside if it.is_file())


def state_of(path: Path) -> State:
    seen = [(file.name, file.stat()) for file in files_of(path)]
    return tuple((name, it.st_size, it.st_mtime_ns) for name, it in seen)


def row_of(line: str) -> dict[str, str]:
    """A line of the ledger; nothing of one that its writer did not finish."""
    try:
        row: dict[str, str] = json.loads(line)
    except ValueError:
        return {}
    return row


def digest_of(path: Path) -> str:
    """Of a file's content; of a folder's name and of all in it."""
    if path.is_dir():
        inside = [[file.name, digest_of(file)] for file in files_of(path)]
        return hashlib.sha256(json.dumps([path.name, inside]).encode()).hexdigest()
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
