"""Private servers for the tests: started on sockets in temporary folders, and stopped."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ocr_service.config import Settings
from tests import suite_logs
from tests.bucket_server import BucketServer
from tests.databases import new_postgres, new_sqlite
from tests.fakes import House

POSTGRES_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NUMBERS = count(1)
SCHEMAS = Path(__file__).parent.parent / "schemas"
TELLTALES = pytest.StashKey[list[str]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Workers of xdist listen too, each in its own folder below that of all."""
    suite_logs.listen(session.config._tmp_path_factory.getbasetemp())  # type: ignore[attr-defined]


def pytest_runtest_setup() -> None:
    suite_logs.hear_all()  # tests of logging leave their own level behind


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """The last check of all: no log of the whole suite tells of a person of a sample."""
    if hasattr(session.config, "workerinput"):
        return
    folder = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    told = suite_logs.told_of(suite_logs.people_of_samples(), folder)
    session.config.stash[TELLTALES] = told
    if told:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in terminalreporter.config.stash.get(TELLTALES, []):
        terminalreporter.write_line(f"FAILED the logs of the suite: {line}", red=True)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """All parts of the service on SQLite, with a fake bell and fake eyes."""
    return House.in_folder(tmp_path)


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """For sockets, whose paths must be short."""
    folder = Path(tempfile.mkdtemp(prefix="ocrt-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def redis_server(short_folder: Path) -> Iterator[str]:
    """The URL of a private Redis."""
    socket = short_folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(short_folder)]
    server = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    until = time.monotonic() + 10
    while not answers(f"unix://{socket}") and time.monotonic() < until:
        time.sleep(0.02)
    yield f"unix://{socket}"
    server.terminate()
    server.wait(10)


def answers(url: str) -> bool:
    from redis import Redis
    from redis.exceptions import RedisError

    try:
        return bool(Redis.from_url(url).ping())
    except RedisError:
        return False


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """An empty private Redis."""
    from redis import Redis

    Redis.from_url(redis_server).flushall()
    return redis_server


@pytest.fixture(scope="session")
def postgres_server(short_folder: Path) -> Iterator[Path]:
    """The socket folder of a private PostgreSQL (it refuses to run as root)."""
    if not POSTGRES_BINARIES:
        pytest.skip("PostgreSQL is not installed")
    binaries, folder = POSTGRES_BINARIES[-1], short_folder / "pg"
    folder.mkdir()
    as_postgres: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(binaries / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    run("initdb", "-D", str(folder / "db"), "-A", "trust", "-U", "postgres", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", str(folder / "db"), "-o", options, "-l", str(folder / "log"), "-w", "start")
    yield folder
    run("pg_ctl", "-D", str(folder / "db"), "-m", "immediate", "stop")


@pytest.fixture
def postgres_url(postgres_server: Path) -> str:
    """A new empty schema, which is made and dropped faster than a database."""
    import psycopg

    name = f"ocr{next(NUMBERS)}"
    with psycopg.connect(host=str(postgres_server), user="postgres", autocommit=True) as connection:
        connection.execute(f"create schema {name}")  # type: ignore[arg-type]
    options = f"host={postgres_server}&options=-csearch_path%3D{name}"
    return f"postgresql+psycopg://postgres@/postgres?{options}"


EVERY_DATABASE = ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)]


@pytest.fixture(params=EVERY_DATABASE)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Every database that we promise to work on, one after the other; its tables are made."""
    if request.param == "sqlite":
        return new_sqlite(tmp_path / "test.sqlite")
    return new_postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture(params=EVERY_DATABASE)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def bucket_server() -> Iterator[BucketServer]:
    """A private S3 server."""
    with BucketServer().listening() as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, schemas_dir=SCHEMAS)
