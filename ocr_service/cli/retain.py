"""`ocr-service retain`: erases dossiers that no rule keeps any longer."""

import click

from ocr_service.actions.erase import retain as retain_once
from ocr_service.config import Settings
from ocr_service.domain.ids import utc_now
from ocr_service.logs import start_logging
from ocr_service.schema.catalogue import load
from ocr_service.wiring.custody import custody_of


@click.command()
@click.option("--dry-run", is_flag=True, help="Only tells which ones those are.")
def retain(dry_run: bool) -> None:
    """Erases what has settled longer ago than its procedure, or OCR_RETENTION_DAYS, says."""
    settings = Settings.from_environment()
    start_logging(settings)
    catalogue, custody = load(settings.schemas_dir), custody_of(settings)
    days, now = settings.retention_days, utc_now()
    for dossier_id in retain_once(days, catalogue, now, dry_run, custody=custody):
        click.echo(dossier_id)
