"""Databases with their tables made: copies of one that was migrated once, for that takes long."""

import atexit
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from ocr_service.storage.database import Database
from ocr_service.storage.migrate import migrate

TEMPLATE = "template_ocr"
NUMBERS = count(1)


def new_sqlite(path: Path) -> str:
    """The URL of a migrated database at that place."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sqlite_template(), path)
    return f"sqlite:///{path}"


@cache
def sqlite_template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ocrt-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Database(f"sqlite:///{folder / 'template.sqlite'}")
    migrate(database)
    database.close()
    return folder / "template.sqlite"


def new_postgres(server: Path) -> str:
    """The URL of a migrated database on the server whose sockets lie there."""
    postgres_template(server)
    return created(server, f"ocr{next(NUMBERS)}", TEMPLATE)


def drop(server: Path, url: str) -> None:
    """Whoever is still connected: hundreds of databases would keep the disk busy for minutes."""
    name = make_url(url).database
    with psycopg.connect(host=str(server), user="postgres", autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")  # type: ignore[arg-type]


@cache
def postgres_template(server: Path) -> None:
    database = Database(created(server, TEMPLATE))
    migrate(database)
    database.close()


def created(server: Path, name: str, template: str = "template1") -> str:
    with psycopg.connect(host=str(server), user="postgres", autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}")  # type: ignore[arg-type]
    return f"postgresql+psycopg://postgres@/{name}?host={server}"
