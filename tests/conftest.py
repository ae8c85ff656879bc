"""Private servers for the tests: started on sockets in temporary folders, and stopped."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from xdist.remote import Producer

from benchmarks import servers
from ocr_service.acting import HOUSE, act_as
from ocr_service.config import Settings
from tests import suite_logs
from tests.bucket_server import BucketServer
from tests.databases import drop, new_postgres, new_sqlite
from tests.fakes import House
from tests.scheduling import Scheduling, long_ones_first

NUMBERS = count(1)
SCHEMAS = Path(__file__).parent.parent / "schemas"
TELLTALES = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", action="store_true", help="keep screenshots in docs/screens")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Workers of xdist listen too, each in its own folder below that of all."""
    suite_logs.listen(session.config._tmp_path_factory.getbasetemp())  # type: ignore[attr-defined]


@pytest.hookimpl(optionalhook=True)  # tests run without xdist too
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    long_ones_first(items)


def pytest_runtest_setup() -> None:
    suite_logs.hear_all()  # tests of logging leave their own level behind
    act_as(HOUSE)  # commands and requests leave whoever acted


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
    with servers.short_folder("ocrt-") as folder:
        yield folder


@pytest.fixture(scope="session")
def redis_server(short_folder: Path) -> Iterator[str]:
    """The URL of a private Redis."""
    with servers.redis(short_folder) as url:
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """An empty private Redis."""
    from redis import Redis

    Redis.from_url(redis_server).flushall()
    return redis_server


@pytest.fixture(scope="session")
def postgres_server(short_folder: Path) -> Iterator[Path]:
    """The socket folder of a private PostgreSQL."""
    if not servers.POSTGRES:
        pytest.skip("PostgreSQL is not installed")
    postgres = servers.Postgres(short_folder / "pg", synced=False)
    with postgres.running():
        yield postgres.folder


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
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Every database that we promise to work on, one after the other; its tables are made."""
    if request.param == "sqlite":
        yield new_sqlite(tmp_path / "test.sqlite")
        return
    server = request.getfixturevalue("postgres_server")
    url = new_postgres(server)
    yield url
    drop(server, url)


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
