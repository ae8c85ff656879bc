"""`ocr-service ready`: do database, queue and files answer from here; for probes of containers."""

import sys

import click

from ocr_service.actions.readiness import OK, readiness
from ocr_service.config import Settings
from ocr_service.jobs import RqBell, connect
from ocr_service.wiring.parts import key_store
from ocr_service.wiring.stores import file_store


@click.command()
def ready() -> None:
    """Says which parts answer; exits 1 unless all do."""
    settings = Settings.from_environment()
    seen = readiness(
        settings.min_free_mb,
        keys=key_store(settings),
        files=file_store(settings),
        bell=RqBell(connect(settings.redis)),
    )
    for part, word in seen.items():
        click.echo(f"{part}: {word}")
    sys.exit(0 if all(word == OK for word in seen.values()) else 1)
