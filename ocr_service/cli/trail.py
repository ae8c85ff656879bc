"""`ocr-service trail`: hands out the audit trail, and what keeps it from being changed."""

from datetime import datetime

import click

from ocr_service.actions.trail import export_trail
from ocr_service.config import Settings
from ocr_service.exports.trail_lines import csv_lines, json_lines
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.grants import grants as grants_for
from ocr_service.wiring.parts import audit_store

TIME = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%z"])
LINES = {"csv": csv_lines, "jsonl": json_lines}


@click.group()
def trail() -> None:
    """The audit trail; `verify` checks it."""


@trail.command()
@click.option("--from", "since", type=TIME, help="This machine's time, unless it has an offset.")
@click.option("--to", "until", type=TIME, help="Not included.")
@click.option("--agency", default="", help="About this agency and those below it only.")
@click.option("--dossier", default="", help="About the dossier of this id only.")
@click.option("--format", "shape", type=click.Choice(list(LINES)), default="jsonl")
def export(
    since: datetime | None, until: datetime | None, agency: str, dossier: str, shape: str
) -> None:
    """Prints entries, the first first; `verify --trail` checks a file of JSON lines."""
    search = AuditSearch(
        scope=agency,
        dossier_id=dossier,
        since=since and since.astimezone(),
        until=until and until.astimezone(),
    )
    audit = audit_store(Settings.from_environment())
    for line in LINES[shape](export_trail(search, audit=audit)):
        click.echo(line, nl=False)


@trail.command()
@click.argument("role")
@click.option("--schema", default="public", show_default=True)
def grants(role: str, schema: str) -> None:
    """Prints the SQL by which ROLE of PostgreSQL may only add to the trail."""
    try:
        click.echo(grants_for(role, schema), nl=False)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong)) from wrong
