"""Brings the tables up to date; safe when several processes start at once."""

import logging
from pathlib import Path

from sqlalchemy import inspect, text
from tenacity import (
    Retrying,
    before_sleep_log,
    retry_if_exception_type,
    stop_after_delay,
    wait_fixed,
)

from ocr_service.domain.errors import Unavailable
from ocr_service.storage.database import Database

log = logging.getLogger(__name__)
LOCK = 0x6F6372  # PostgreSQL's advisory lock for this; on SQLite the writer's pen is the lock
STEPS = Path(__file__).parent / "migrations"
NEWEST = max(step.name[:4] for step in (STEPS / "versions").glob("[0-9]*.py"))
LOOKS_EVERY = 0.5


def migrate_in_time(database: Database, seconds: float) -> None:
    """For a process that starts while the database is away: dying would take it longer.

    Raises Unavailable when the database stays away for so long.
    """
    patiently = Retrying(
        retry=retry_if_exception_type(Unavailable),
        stop=stop_after_delay(seconds),
        wait=wait_fixed(LOOKS_EVERY),
        before_sleep=before_sleep_log(log, logging.WARNING),
        reraise=True,
    )
    patiently(migrate, database)


def migrate(database: Database, to: str = "head") -> None:
    """All steps in one transaction: either the tables are new, or they are as before."""
    if to == "head" and is_of_today(database):
        return
    # It loads for a quarter of a second: only who has something to do waits for that.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS))
    with database.write() as connection:
        if not database.sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def is_of_today(database: Database) -> bool:
    with database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return bool(connection.scalar(text("select version_num from alembic_version")) == NEWEST)
