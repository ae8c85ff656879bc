"""`ocr-service verify`: whether all that is kept is what was kept once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ocr_service.actions.trail import verify_lines, verify_trail
from ocr_service.actions.verify_files import nameless, verify_files
from ocr_service.cli.progress import bar
from ocr_service.cli.verify_package import verify_package
from ocr_service.config import Settings
from ocr_service.domain.audit_faults import Check
from ocr_service.storage.sealing import trail_key
from ocr_service.wiring.custody import keeping
from ocr_service.wiring.parts import audit_store

FAULTY = 1


@click.command()
@click.argument("packages", nargs=-1, type=click.Path(path_type=Path))
@click.option("--trail", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--extract", is_flag=True, help="The file of --trail has gaps: it is of one agency…")
@click.option("--head", default="", help="A hash printed before: some entry must have it.")
@click.option(
    "--sealed-from",
    type=click.IntRange(1),
    default=1,
    help="The first entry written with this OCR_SECRET_KEY; earlier seals are not looked at.",
)
@click.option("--files/--no-files", default=True, help="Also every file; that takes long.")
@click.option("--jobs", type=click.IntRange(1), default=2, help="Files read at once.")
def verify(
    packages: tuple[Path, ...],
    trail: Path | None,
    extract: bool,
    head: str,
    sealed_from: int,
    files: bool,
    jobs: int,
) -> None:
    """Checks every file against its hash, and the audit trail.

    With PACKAGES only those hand-over packages, and with --trail only a file of the trail, without
    any database. Prints each fault, and at last the
    hash of the newest entry: keep it elsewhere, and give it as --head the next time. Ends with 1
    when something is wrong.
    """
    if packages:
        sys.exit(max(verify_package(source) for source in packages))
    settings = Settings.from_environment()
    key = trail_key(settings.secret_key.get_secret_value())
    of_files = faults_of_files(settings, jobs) if files and trail is None else 0
    faults = told_of_trail(settings, Check(extract, key, sealed_from, head.strip()), trail)
    sys.exit(FAULTY if faults or of_files else 0)


def told_of_trail(settings: Settings, check: Check, trail: Path | None) -> int:
    """How many faults it has; each is printed, and at last the newest hash."""
    faults = 0
    for fault in faults_of_trail(settings, check, trail):
        click.echo(fault)
        faults += 1
    click.echo(summary(check, faults), err=True)
    click.echo(check.newest)
    return faults


def faults_of_files(settings: Settings, jobs: int) -> int:
    """How many there are, each printed as it is found; files of nobody are told, and no fault."""
    parts, faults = keeping(settings), 0
    shelf, inventory = parts.custody.shelf, parts.inventory
    with bar("Kiểm tra tệp") as tick:
        for fault in verify_files(jobs, tick, shelf=shelf, inventory=inventory):
            click.echo(fault)
            faults += 1
    others = nameless(shelf=shelf, inventory=inventory)
    seen = f"files: {inventory.count()} named by rows, {faults} faults"
    click.echo(f"{seen}; {others} more that no row names", err=True)
    return faults


def faults_of_trail(settings: Settings, check: Check, trail: Path | None) -> Iterator[str]:
    if trail is None:
        yield from map(str, verify_trail(check, audit=audit_store(settings)))
        return
    with trail.open(encoding="utf-8", errors="surrogateescape") as lines:
        yield from map(str, verify_lines(lines, check))


def summary(check: Check, faults: int) -> str:
    seals = "" if check.key else "; seals not looked at, for OCR_SECRET_KEY is not set"
    state = f"{faults} faults" if faults else "whole"
    return f"audit trail: {check.seen} entries, {state}{seals}; the newest is {check.number}"
