"""`ocr-service learn`: learns to tell papers apart from reviewed ones."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from ocr_service.actions.learn import Reviewed
from ocr_service.actions.learn import learn as learnt
from ocr_service.config import Settings
from ocr_service.domain.page_json import page_from_json
from ocr_service.understanding.likeness import load, save, shipped_bytes


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only says what it would do.")
def learn(folder: Path, dry_run: bool) -> None:
    """Learns from the reviewed papers in FOLDER to tell types apart by their words.

    Each file there is JSON: `document_type` as a person gave it, and `pages` as they were read.
    The new model is kept only if it tells more of the papers held out than the one in use.
    """
    settings = Settings.from_environment()
    kept = settings.typing_model
    model, lessons = load(kept.read_bytes() if kept.exists() else shipped_bytes())
    reviewed = list(_reviewed(folder))
    if not reviewed:
        raise click.UsageError(f"{folder}: no reviewed papers (*.json) there")
    found = learnt(reviewed, model, lessons)
    click.echo(
        f"{len(reviewed)} papers, {found.judged} of them held out: "
        f"{found.before:.1%} told before, {found.after:.1%} after"
    )
    if not found.better:
        click.echo("Not better: the model in use stays.")
    elif not dry_run:
        kept.parent.mkdir(parents=True, exist_ok=True)
        save(kept, found.model, found.lessons)
        click.echo(f"Better: kept as {kept}. Workers started from now on use it.")


def _reviewed(folder: Path) -> Iterator[Reviewed]:
    for path in sorted(folder.glob("*.json")):
        try:
            told = json.loads(path.read_text("utf-8"))
            yield Reviewed(page_from_json(told["pages"][0]), str(told["document_type"]))
        except (ValueError, KeyError, IndexError, TypeError) as wrong:
            raise click.UsageError(f"{path}: not a reviewed paper: {wrong!r}") from wrong
