"""`ocr-service erase`: takes a dossier, or all of a person's, away for good."""

import sys

import click
from rich.table import Table

from ocr_service.actions.custody import Custody
from ocr_service.actions.erase import Mention, mentions
from ocr_service.actions.erase import erase as erase_one
from ocr_service.cli.table import console
from ocr_service.config import Settings
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.errors import NotFound
from ocr_service.logs import start_logging
from ocr_service.schema.catalogue import load
from ocr_service.wiring.custody import keeping

NOT_FOUND = 1


@click.command()
@click.option("--dossier", "dossiers", multiple=True, help="The id of a dossier; may be repeated.")
@click.option("--person", help="A person's number: all dossiers that it stands in.")
@click.option("--reason", default="", help="Kept in the audit trail; no personal details.")
@click.option("--yes", is_flag=True, help="Asks nothing.")
def erase(dossiers: tuple[str, ...], person: str | None, reason: str, yes: bool) -> None:
    """Erases dossiers with their files, text and records; what remains is that they were here.

    The portal, where it was told of them, is told that their papers are gone.
    """
    if bool(dossiers) == bool(person):
        raise click.UsageError("either --dossier or --person")
    settings = Settings.from_environment()
    start_logging(settings)
    parts = keeping(settings)
    custody = parts.custody
    if person:
        found = mentions(person, load(settings.schemas_dir), custody=custody)
        if not found:
            click.echo("Không có hồ sơ nào mang số này.", err=True)
            sys.exit(NOT_FOUND)
        show(found)
        dossiers = tuple(mention.dossier.id for mention in found)
    if not yes:
        click.confirm(f"Xóa hẳn {len(dossiers)} hồ sơ, không lấy lại được?", abort=True)
    if person:  # nobody is named: the dossiers' own entries tell which they are
        parts.audit.append(Deed(Act.PERSON_ERASED, remark={"dossiers": len(dossiers)}))
    sys.exit(0 if erase_all(dossiers, reason, custody) else NOT_FOUND)


def show(found: tuple[Mention, ...]) -> None:
    """Which dossiers those are; a number of somebody else is a reason to look twice."""
    table = Table(title="Hồ sơ mang số này", title_justify="left")
    for heading in ("Hồ sơ", "Nhận lúc", "Giấy tờ", "Số của người khác"):
        table.add_column(heading, overflow="fold")
    for mention in found:
        received = mention.dossier.received_at.isoformat(timespec="minutes")
        papers, others = "\n".join(mention.papers), "\n".join(mention.others)
        table.add_row(mention.dossier.id, received, papers, others)
    console().print(table)


def erase_all(dossiers: tuple[str, ...], reason: str, custody: Custody) -> bool:
    """Whether all were there; each is told as it goes."""
    all_there, gone = True, set[str]()
    for dossier_id in dossiers:
        if dossier_id in gone:
            continue  # it was split from one before
        try:
            done = erase_one(dossier_id, reason, custody=custody)
        except NotFound as absent:
            click.echo(str(absent), err=True)
            all_there = False
            continue
        for stone in done.stones:
            gone.add(stone.dossier_id)
            counts = ", ".join(f"{kind}: {count}" for kind, count in stone.counts.items())
            click.echo(f"{stone.dossier_id}\t{counts}")
        if done.files_left:
            click.echo(f"{done.files_left} files are left to the reconciler", err=True)
    return all_there
