"""Private servers in a temporary folder, for benchmarks and tests: Redis and PostgreSQL."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
START_SECONDS = 60
STOP_SECONDS = 60


@contextmanager
def short_folder(prefix: str) -> Iterator[Path]:
    """For sockets, whose paths must be short; others may look in."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis(folder: Path, **options: str) -> Iterator[str]:
    """The URL of a Redis that listens to a socket only."""
    socket = folder / "redis.sock"
    told = {"port": "0", "unixsocket": str(socket), "save": "", "dir": str(folder), **options}
    arguments = [word for name, value in told.items() for word in (f"--{name}", value)]
    server = subprocess.Popen(["redis-server", *arguments], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + START_SECONDS
        while not answers(f"unix://{socket}") and time.monotonic() < until:
            time.sleep(0.02)
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)


def answers(url: str) -> bool:
    try:
        return bool(Redis.from_url(url).ping())
    except RedisError:
        return False


@dataclass(frozen=True)
class Postgres:
    """A private server; it refuses to run as root. ``synced`` False: nothing waits for the disk."""

    folder: Path
    synced: bool = True

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    @contextmanager
    def running(self) -> Iterator[str]:
        self.make()
        self.start()
        try:
            yield self.url
        finally:
            self.stop()

    def make(self) -> None:
        self.folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        unsynced = () if self.synced else ("--no-sync",)
        self._run("initdb", "-A", "trust", "-U", "postgres", *unsynced)

    def start(self) -> None:
        """Until it answers: after a kill the memory of the dead must be given back first."""
        options = f"-k {self.folder} -c listen_addresses=''" + " -c fsync=off" * (not self.synced)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                return self._run(
                    "pg_ctl", "-o", options, "-l", str(self.folder / "log"), "-w", "start"
                )
            except subprocess.CalledProcessError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.3)

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        os.kill(int((self.folder / "db" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def _run(self, program: str, *arguments: str) -> None:
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        place = ("-D", str(self.folder / "db"))
        subprocess.run(
            [*user, str(POSTGRES[-1] / program), *place, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
