"""`ocr-service import`: takes dossiers over from packages of another house."""

import sys
from pathlib import Path

import click

from ocr_service.actions.take_over import Arrived, Outcome, take_over
from ocr_service.cli.agency import not_empty
from ocr_service.config import Settings
from ocr_service.logs import start_logging
from ocr_service.storage.handover import BadPackage
from ocr_service.storage.package_zip import NO_ZIP, opened
from ocr_service.wiring.handover import HandingOver, handing_over

REFUSED, UNREADABLE = 1, 2
WORDS = {
    Outcome.TAKEN: "đã nhập",
    Outcome.HERE: "đã có ở đây, giống hệt; không nhập lại",
    Outcome.HERE_CHANGED: "đã nhập trước đây và được làm tiếp ở đây; không nhập lại",
}


@click.command("import")
@click.argument("packages", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--agency", callback=not_empty, help="Packages of this agency only.")
def import_(packages: tuple[Path, ...], agency: str | None) -> None:
    """Takes over the dossiers of PACKAGES: each wholly, or not at all.

    A package that came before is told so and changes nothing. Ends with 2 when one could not be
    opened, with 1 when one was refused; the others were taken over.
    """
    settings = Settings.from_environment()
    start_logging(settings)
    parts = handing_over(settings)
    sys.exit(max(import_one(source, agency or "", parts) for source in packages))


def import_one(source: Path, agency: str, parts: HandingOver) -> int:
    """The exit code of this one."""
    try:
        with opened(source) as package:
            arrived = take_over(
                package,
                agency,
                handover=parts.handover,
                files=parts.files,
                packed=parts.packed,
                erased=parts.erased,
            )
    except BadPackage as refused:
        told = refused.complaint
        click.echo(f"{source}: {told.message} {told.remedy}", err=True)
        return UNREADABLE if told == NO_ZIP else REFUSED
    click.echo(f"{source}: {said(arrived)}")
    return 0


def said(arrived: Arrived) -> str:
    about, taken = arrived.about, arrived.taken
    line = f"{WORDS[arrived.outcome]}: hồ sơ {about.dossier_id}"
    if about.dossier_code:
        line += f" ({about.dossier_code})"
    if arrived.outcome is Outcome.TAKEN:
        line += f", {taken.documents} giấy tờ"
    if taken.renamed:
        line += f"; {taken.renamed} mã kết quả số hóa trùng với mã đang có nên được cấp mã mới"
    return line
