"""`ocr-service separators`: sheets to print and to lay between papers before a batch is scanned."""

import sys

import click

from ocr_service.config import Settings
from ocr_service.domain.separator import LONGEST_CODE, Command, Separator
from ocr_service.exports.separator_sheets import separator_sheets
from ocr_service.schema.catalogue import load

KINDS = [command.value for command in Command]


@click.command()
@click.option("--count", type=click.IntRange(1, 1000), default=1, help="How many of each kind.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind.")
@click.option("--dossier", default="", help="The code of the dossier that begins.")
@click.option("--procedure", default="", help="The code of the procedure it is for.")
def separators(count: int, kinds: tuple[str, ...], dossier: str, procedure: str) -> None:
    """Writes a PDF of separator sheets to standard output."""
    if sys.stdout.isatty():
        raise click.UsageError("Hãy ghi ra tệp: ocr-service separators > to-ngan.pdf")
    if max(len(dossier), len(procedure)) > LONGEST_CODE:
        raise click.UsageError(f"Mã dài quá {LONGEST_CODE} ký tự.")
    procedures = load(Settings.from_environment().schemas_dir).procedures
    if procedure and procedure not in procedures:
        known = ", ".join(sorted(procedures))
        raise click.UsageError(f"Chưa có thủ tục “{procedure}”. Các mã hiện có: {known}.")
    # A sheet with a code is for one dossier; the others are of use in any batch.
    chosen = kinds or ([Command.NEW_DOSSIER.value] if dossier or procedure else KINDS)
    sheets = [sheet_of(Command(kind), dossier, procedure) for kind in chosen for _ in range(count)]
    title = f"{procedures[procedure].label} ({procedure})" if procedure else ""
    titles = [title if sheet.procedure_code else "" for sheet in sheets]
    sys.stdout.buffer.write(separator_sheets(sheets, titles))


def sheet_of(command: Command, dossier: str, procedure: str) -> Separator:
    if command is not Command.NEW_DOSSIER:
        return Separator(command)
    return Separator(command, dossier, procedure)
