"""Private servers in a temporary folder: Redis, and PostgreSQL where it is installed."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def short_folder() -> Iterator[Path]:
    """For sockets, whose paths must be short."""
    with tempfile.TemporaryDirectory(prefix="ocrb-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Its URL."""
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    while not answers(f"unix://{socket}"):
        time.sleep(0.05)
    try:
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait(10)


def answers(url: str) -> bool:
    try:
        return bool(Redis.from_url(url).ping())
    except RedisError:
        return False


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of an empty database that syncs its commits to the disk, as an office's would."""
    place, as_postgres = folder / "pg", list[str]()
    place.mkdir()
    if os.geteuid() == 0:  # it refuses to run as root
        shutil.chown(place, "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(BINARIES[-1] / program), "-D", str(place / "db"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=place)

    run("initdb", "-A", "trust", "-U", "postgres")
    run(
        "pg_ctl",
        "-o",
        f"-k {place} -c listen_addresses=''",
        "-l",
        str(place / "log"),
        "-w",
        "start",
    )
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={place}"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
