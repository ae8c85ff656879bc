"""`ocr-service restore`: puts a backup into an empty database and file store."""

from pathlib import Path

import click

from ocr_service.actions.restore import restore as put_back
from ocr_service.cli.progress import bar
from ocr_service.config import Settings
from ocr_service.logs import start_logging
from ocr_service.storage.erased_list import ErasedList
from ocr_service.wiring.custody import keeping
from ocr_service.wiring.stores import prepare


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--erased",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A list of what was erased since (erased.jsonl of a data folder, or of a later backup).",
)
def restore(source: Path, erased: tuple[Path, ...]) -> None:
    """Puts SOURCE back, but for what was erased since; the database must be empty.

    Every hash is checked before anything is written. Start the service only afterwards.
    """
    settings = Settings.from_environment()
    start_logging(settings)
    prepare(settings)
    parts = keeping(settings)
    stones = [
        stone for place in (settings.erased_list, *erased) for stone in ErasedList(place).all()
    ]
    with bar("Phục hồi") as tick:
        made = put_back(source, stones, tick, snapshots=parts.snapshots, custody=parts.custody)
    for name in made.missing:
        click.echo(f"file {name}: was missing already when the backup was made", err=True)
    click.echo(f"{source}: made {made.made_at}, {made.files} files")
    click.echo(
        "Keys and accounts are again as they were then: what was revoked, disabled or given a new "
        "password since must be so again (ocr-service keys list, ocr-service users list)."
    )
