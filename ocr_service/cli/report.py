"""`ocr-service report`: how much was digitized, as a table, CSV, a workbook or JSON."""

import json
from datetime import datetime
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from ocr_service.actions.report import Beside, digitization, this_month
from ocr_service.cli.table import console
from ocr_service.config import Settings
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.digitization import Report
from ocr_service.domain.report import Ask, By
from ocr_service.exports.report_json import report_json
from ocr_service.exports.report_lines import Line, lines, report_csv
from ocr_service.exports.report_sheet import report_xlsx
from ocr_service.exports.report_words import BY
from ocr_service.schema.agencies_file import agencies
from ocr_service.schema.catalogue import load
from ocr_service.schema.targets_file import targets
from ocr_service.wiring.parts import audit_store, report_store

DAY = click.DateTime(["%Y-%m-%d"])
FORMATS = ("table", "csv", "xlsx", "json")


@click.command()
@click.option("--from", "since", type=DAY, help="First day; default: of this month.")
@click.option("--to", "until", type=DAY, help="Last day, included; default: today.")
@click.option("--by", type=click.Choice([it.value for it in By]), default=By.AGENCY.value)
@click.option("--agency", default="", help="This agency and those below it only.")
@click.option("--procedure", default="", help="The dossiers of this procedure only.")
@click.option("--format", "shape", type=click.Choice(FORMATS), default="table")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file to write.")
def report(
    since: datetime | None,
    until: datetime | None,
    by: str,
    agency: str,
    procedure: str,
    shape: str,
    out: Path | None,
) -> None:
    """Shares of dossiers digitized, used again and not looked at, against their targets."""
    if shape == "xlsx" and out is None:
        raise click.UsageError("a workbook needs a file: --out REPORT.xlsx")
    begins, today = this_month()
    first, last = since.date() if since else begins, until.date() if until else today
    if first > last:
        raise click.UsageError("--from must not be after --to")
    made = made_of(Ask(first, last, By(by), agency, procedure), shape)
    if shape == "table" and out is None:
        console().print(table(made))
    elif out is None:
        click.echo(written(made, shape), nl=False)
    else:
        out.write_bytes(written(made, shape))


def made_of(ask: Ask, shape: str) -> Report:
    """The report, once the trail tells that it was handed out."""
    settings = Settings.from_environment()
    beside = Beside(
        load(settings.schemas_dir),
        targets(settings.targets_file),
        agencies(settings.agencies_file),
    )
    reports = report_store(settings)
    told = {"from": ask.since.isoformat(), "to": ask.until.isoformat(), "by": ask.by.value}
    told |= {"procedure_code": ask.procedure_code, "format": shape}
    audit_store(settings).append(Deed(Act.REPORT_READ, ask.agency_code, remark=told))
    return digitization(ask, reports=reports, beside=beside)


def written(made: Report, shape: str) -> bytes:
    if shape == "xlsx":
        return report_xlsx(made)
    if shape == "json":
        return (json.dumps(report_json(made), ensure_ascii=False, indent=2) + "\n").encode()
    return report_csv(made).encode()


def table(made: Report) -> Table:
    title = f"Từ {made.ask.since:%d/%m/%Y} đến {made.ask.until:%d/%m/%Y}"
    shown = Table(title=title, title_justify="left")
    for heading in (BY[made.ask.by], "Chỉ số", "Số lượng", "Giá trị", "Mục tiêu", "Ghi chú"):
        shown.add_column(heading, overflow="fold")
    row = ""
    for line in lines(made):
        if row and row != line.name:
            shown.add_section()
        shown.add_row(*(escape(cell) for cell in cells(line, line.name != row)))
        row = line.name
    return shown


def cells(line: Line, first: bool) -> tuple[str, ...]:
    of = "" if line.denominator is None else f"/{line.denominator}"
    value = "—" if line.value is None else f"{line.value:g} {line.unit}"
    aim = "" if line.aim is None else f"{line.aim:g} {line.unit}"
    notes = "; ".join(note for note in (line.note, line.left_out_words) if note)
    return (line.name if first else "", line.measure, f"{line.numerator}{of}", value, aim, notes)
