"""Brings the tables up to date; safe when several processes start at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from ocr_service.storage.database import Database

LOCK = 0x6F6372  # PostgreSQL's advisory lock for this; on SQLite the writer's pen is the lock
STEPS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """All steps in one transaction: either the tables are new, or they are as before."""
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    with database.write() as connection:
        if not database.sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
