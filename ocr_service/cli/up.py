"""`ocr-service up`: a private Redis, the front door, workers and the reconciler on one machine."""

import fcntl
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import click

from ocr_service.actions.accounts import add_account
from ocr_service.actions.keys import add_key
from ocr_service.actions.reconcile import bury
from ocr_service.actions.services import Services
from ocr_service.config import Settings
from ocr_service.domain.access import Role
from ocr_service.domain.errors import MissingDependency, OcrError, Unavailable
from ocr_service.jobs import RqBell, connect
from ocr_service.logs import start_logging
from ocr_service.wiring.envelope import copies
from ocr_service.wiring.mailbox import place_of
from ocr_service.wiring.parts import services
from workers.supervise import Child, Household, wait_for

READY_FILE = "up.json"
FIRST_PERSON = "admin"
START_SECONDS = 60
MAIL_SECONDS = 60  # between looks into the mailbox
LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes
ME = (sys.executable, "-m", "ocr_service")


@click.command()
@click.option("--host", help="The address to listen at.")
@click.option("--port", type=int, help="0 takes a free one.")
@click.option("--workers", type=click.IntRange(1), help="One a core unless told otherwise.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="The data folder.")
def up(host: str | None, port: int | None, workers: int | None, data: Path | None) -> None:
    """Runs the whole service here; survives the death of any child; stops on SIGTERM or Ctrl+C."""
    given = {"OCR_HOST": host, "OCR_PORT": port, "OCR_WORKERS": workers, "OCR_DATA_DIR": data}
    surroundings = {**os.environ, **{key: str(it) for key, it in given.items() if it is not None}}
    settings = Settings.from_environment(surroundings)
    start_logging(settings)
    if settings.imap_url:
        place_of(settings)
    with only_one(settings.data_dir), place_for_socket(settings) as socket_path:
        run(settings, surroundings, socket_path)


def run(settings: Settings, surroundings: dict[str, str], socket_path: Path) -> None:
    port = settings.port or free_port(settings.host)
    surroundings |= {
        "OCR_DATA_DIR": str(settings.data_dir.absolute()),
        "OCR_PORT": str(port),
        "OMP_THREAD_LIMIT": "1",
    }
    private = not settings.redis_url.get_secret_value()
    if private:
        surroundings["OCR_REDIS_URL"] = f"unix://{socket_path}"
    settings = Settings.from_environment(surroundings)
    household = Household()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: household.over.set())
    ready = settings.data_dir / READY_FILE
    try:
        if private:
            household.add(redis_child(settings, socket_path, surroundings))
        serve(household, settings, surroundings, ready)
    finally:
        ready.unlink(missing_ok=True)
        household.stop()
        copies(settings).clear()  # of files that lie encrypted


def serve(
    household: Household, settings: Settings, surroundings: dict[str, str], ready: Path
) -> None:
    if not wait_for(lambda: redis_answers(settings), START_SECONDS, household.over):
        raise Unavailable(f"Redis does not answer at {settings.redis_place}")
    parts = services(settings)
    first = {"api_key": first_key(parts), **first_person(parts)}
    for name, *options in programs(settings):
        household.add(Child(name, [*ME, name, *options], surroundings))
    for number in range(1, settings.workers + 1):
        name = f"{socket.gethostname()}-w{number}"
        command = [*ME, "worker", f"--name={name}"]
        # Its successor starts after a pause; others are awake now and can take over.
        free = partial(bury, name, settings.max_attempts, works=parts.work, bell=parts.bell)
        household.add(Child(name, command, surroundings, bury=free))
    url = f"http://{settings.host}:{settings.port}"
    if wait_for(lambda: door_answers(url), START_SECONDS, household.over):
        announce(url, first, ready)
    household.run()


def programs(settings: Settings) -> Iterator[tuple[str, ...]]:
    """All but Redis and the workers, with their options."""
    every = f"--every={settings.reconcile_seconds}"
    yield ("web",)
    yield ("reconcile", every)
    yield ("webhooks", every)
    if settings.imap_url:
        yield ("mail", f"--every={MAIL_SECONDS}")


def announce(url: str, first: dict[str, str], ready: Path) -> None:
    """The file tells programs what the lines tell people; it holds secrets on the first start."""
    said = {"url": url, "pid": os.getpid(), **first}
    draft = ready.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(said), "utf-8")
    draft.replace(ready)
    click.echo(f"ocr-service: {url}   (try it: {url}/api/docs)")
    if first["api_key"]:
        click.echo(f"ocr-service: first API key, shown this once: {first['api_key']}")
    if first["password"]:
        click.echo(f"ocr-service: first sign-in at {url}/sign-in, shown this once:")
        click.echo(f"ocr-service:   {first['user']}   {first['password']}")
    sys.stdout.flush()


def first_key(parts: Services) -> str:
    """A key on the very first start, "" on any later one."""
    if parts.keys.all():
        return ""
    return add_key("first start", Role.ADMIN, keys=parts.keys)[1]


def first_person(parts: Services) -> dict[str, str]:
    """An administrator and their first password on the very first start, "" on any later one."""
    accounts = parts.people.accounts
    if accounts.all():
        return {"user": "", "password": ""}
    account, password = add_account(FIRST_PERSON, Role.ADMIN, accounts=accounts)
    return {"user": account.name, "password": password}


def redis_child(settings: Settings, socket_path: Path, surroundings: dict[str, str]) -> Child:
    program = shutil.which("redis-server")
    if program is None:
        raise MissingDependency("redis-server is missing: apt-get install redis-server")
    folder = settings.data_dir.absolute() / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket_path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "loglevel": "warning",
        "logfile": str(folder / "redis.log"),  # its lines are not like ours
    }
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    return Child("redis", [program, *arguments], surroundings)


def redis_answers(settings: Settings) -> bool:
    try:
        RqBell(connect(settings.redis)).ping()
    except OcrError:
        return False
    return True


def door_answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/livez", timeout=2) as answer:  # noqa: S310 - our own
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Two services in one data folder would start two Redis on one socket."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unavailable(f"another service runs in {folder}") from None
        yield


@contextmanager
def place_for_socket(settings: Settings) -> Iterator[Path]:
    """In the data folder, or in a temporary one when that path is too long for a socket."""
    wanted = settings.redis_socket
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_PATH:
        yield wanted
        return
    folder = Path(tempfile.mkdtemp(prefix="ocr-"))
    try:
        yield folder / "redis.sock"
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)
