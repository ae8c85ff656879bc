"""Brings the tables up to date; safe when several processes start at once."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text
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
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    with database.write() as connection:
        if not database.sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, to)
