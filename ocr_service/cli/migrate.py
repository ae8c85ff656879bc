"""`ocr-service migrate`: tables up to date, the bucket made, before all else starts."""

import click

from ocr_service.config import Settings
from ocr_service.wiring.stores import prepare


@click.command()
def migrate() -> None:
    """Brings the tables up to date; may run twice, also at the same moment."""
    prepare(Settings.from_environment())
