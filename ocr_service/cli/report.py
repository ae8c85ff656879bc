"""`ocr-service report`: how much was digitized, as a table, CSV, a workbook or JSON."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from ocr_service.actions.report import Beside, digitization, this_month
from ocr_service.cli.table import console
from ocr_service.config import Settings
from ocr_service.domain.agencies import Agency
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.calendar import today
from ocr_service.domain.digitization import Report
from ocr_service.domain.report import Ask, By
from ocr_service.exports.portal_columns import HEADINGS, UNKNOWN, columns_json
from ocr_service.exports.portal_columns import lines as lines_of_portal
from ocr_service.exports.portal_files import portal_csv, portal_xlsx
from ocr_service.exports.report_json import report_json
from ocr_service.exports.report_lines import Line, lines, report_csv
from ocr_service.exports.report_paper import Head, recipients_of
from ocr_service.exports.report_sheet import report_xlsx
from ocr_service.exports.report_words import BY
from ocr_service.schema.agencies_file import agencies
from ocr_service.schema.catalogue import load
from ocr_service.schema.targets_file import targets
from ocr_service.wiring.parts import audit_store, report_store

DAY = click.DateTime(["%Y-%m-%d"])
FORMATS = ("table", "csv", "xlsx", "json", "pdf")
LAYOUTS = ("figures", "portal")
FILES = ("xlsx", "pdf")  # no terminal shows these


@click.command()
@click.option("--from", "since", type=DAY, help="First day; default: of this month.")
@click.option("--to", "until", type=DAY, help="Last day, included; default: today.")
@click.option("--by", type=click.Choice([it.value for it in By]), default=By.AGENCY.value)
@click.option("--agency", default="", help="This agency and those below it only.")
@click.option("--procedure", default="", help="The dossiers of this procedure only.")
@click.option("--format", "shape", type=click.Choice(FORMATS), default="table")
@click.option("--layout", type=click.Choice(LAYOUTS), default=LAYOUTS[0], help="Whose columns.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file to write.")
@click.option("--issuer", default="", help="Of the PDF: the office that reports.")
@click.option("--above", default="", help="Of the PDF: the agency above it.")
@click.option("--place", default="", help="Of the PDF: where it is signed.")
@click.option("--symbol", default="", help="Of the PDF: the office's short name, as UBND.")
def report(out: Path | None, **told: Any) -> None:
    """Shares of dossiers digitized, used again and not looked at, against their targets."""
    shape, layout = told["shape"], told["layout"]
    if shape in FILES and out is None:
        raise click.UsageError(f"a {shape} needs a file: --out REPORT.{shape}")
    if layout == "portal" and shape == "pdf":
        raise click.UsageError("the PDF holds the portal's columns already: leave out --layout")
    made = made_of(ask_of(told), told)
    if shape == "table" and out is None:
        console().print(portal_table(made) if layout == "portal" else table(made))
    elif out is None:
        click.echo(written(made, told), nl=False)
    else:
        out.write_bytes(written(made, told))


def ask_of(told: Mapping[str, Any]) -> Ask:
    begins, now = this_month()
    first = told["since"].date() if told["since"] else begins
    last = told["until"].date() if told["until"] else now
    if first > last:
        raise click.UsageError("--from must not be after --to")
    return Ask(first, last, By(told["by"]), told["agency"], told["procedure"])


def made_of(ask: Ask, order: Mapping[str, Any]) -> Report:
    """The report, once the trail tells that it was handed out."""
    settings = Settings.from_environment()
    beside = Beside(
        load(settings.schemas_dir),
        targets(settings.targets_file),
        agencies(settings.agencies_file),
    )
    reports = report_store(settings)
    told = {"from": ask.since.isoformat(), "to": ask.until.isoformat(), "by": ask.by.value}
    told |= {"procedure_code": ask.procedure_code, "format": order["shape"]}
    audit_store(settings).append(Deed(Act.REPORT_READ, ask.agency_code, remark=told))
    return digitization(ask, reports=reports, beside=beside)


def written(made: Report, order: Mapping[str, Any]) -> bytes:
    shape, portal = order["shape"], order["layout"] == "portal"
    if shape == "pdf":
        return paper(made, order)
    if shape == "xlsx":
        return portal_xlsx(made) if portal else report_xlsx(made)
    if shape == "json":
        told = columns_json(made) if portal else report_json(made)
        return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    return (portal_csv(made) if portal else report_csv(made)).encode()


def paper(made: Report, order: Mapping[str, Any]) -> bytes:
    """Raises MissingDependency."""
    from ocr_service.exports.report_pdf import report_pdf  # loads for long

    told = Agency("", order["issuer"], order["above"], order["place"], order["symbol"])
    known = agencies(Settings.from_environment().agencies_file)
    office = known.office(made.ask.agency_code, told)
    return report_pdf(made, Head(office, today(), recipients_of(office)))


def portal_table(made: Report) -> Table:
    shown = Table(title=period(made), title_justify="left")
    for heading in HEADINGS:
        shown.add_column(heading, overflow="fold")
    for name, counts in lines_of_portal(made):
        numbers = (UNKNOWN if it is None else str(it) for it in counts)
        shown.add_row(escape(name), *numbers)
    return shown


def period(made: Report) -> str:
    return f"Từ {made.ask.since:%d/%m/%Y} đến {made.ask.until:%d/%m/%Y}"


def table(made: Report) -> Table:
    shown = Table(title=period(made), title_justify="left")
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
