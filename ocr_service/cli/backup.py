"""`ocr-service backup`: all rows of one moment, all files that they name; while all goes on."""

import sys
from pathlib import Path

import click

from ocr_service.actions.backup import backup as back_up
from ocr_service.cli.progress import bar
from ocr_service.config import Settings
from ocr_service.logs import start_logging
from ocr_service.wiring.custody import keeping

FAULTY = 1


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Writes TARGET, a .tar file or else a folder; it is whole, or not there.

    Files that lie encrypted stay so: keep OCR_FILES_KEYS and OCR_SECRET_KEY elsewhere. Ends with 1
    when files were missing or damaged; they are named, all others are in the backup.
    """
    settings = Settings.from_environment()
    start_logging(settings)
    parts = keeping(settings)
    with bar("Sao lưu") as tick:
        made = back_up(
            target,
            tick,
            snapshots=parts.snapshots,
            inventory=parts.inventory,
            custody=parts.custody,
            audit=parts.audit,
        )
    for name in made.missing:
        click.echo(f"file {name}: missing or damaged", err=True)
    rows = sum(part.lines for name, part in made.parts.items() if name.startswith("tables/"))
    click.echo(f"{target}: {rows} rows, {made.files} files")
    sys.exit(FAULTY if made.missing else 0)
