"""`ocr-service export`: dossiers as hand-over packages, one zip each."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from ocr_service.actions.hand_over import Handed, hand_over
from ocr_service.cli.agency import not_empty
from ocr_service.config import Settings
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.errors import BadInput, Conflict, NotFound, OcrError, Unavailable
from ocr_service.logs import start_logging
from ocr_service.storage.archive import PARTIAL
from ocr_service.wiring.handover import HandingOver, handing_over

NOT_ALL = 1
TROUBLE: Mapping[type[OcrError], str] = {
    NotFound: "hồ sơ vừa bị xóa.",
    Conflict: "hồ sơ vừa thay đổi trong lúc xuất; hãy xuất lại.",
    Unavailable: "thiếu tệp, tệp hỏng hoặc hết chỗ; hãy chạy ocr-service verify để biết tệp nào.",
}


@click.command()
@click.argument("dossiers", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder to write into.",
)
@click.option("--agency", callback=not_empty, help="Dossiers of this agency only.")
def export(dossiers: tuple[str, ...], out: Path, agency: str | None) -> None:
    """Writes a package of each of DOSSIERS (ids or codes), as Thông tư 05/2025/TT-BNV lays it out.

    The same dossier is the same bytes. Keep the hash printed: `verify` prints it, too. Ends with 1
    when one of them was not here, or not ready; the others were written.
    """
    settings = Settings.from_environment()
    start_logging(settings)
    parts = handing_over(settings)
    out.mkdir(parents=True, exist_ok=True)
    all_there = True
    for name in dossiers:
        found = parts.handover.find(name, agency or "")
        if not found:
            click.echo(f"{name}: không có hồ sơ này; hãy kiểm tra lại mã.", err=True)
            all_there = False
        for dossier_id in found:
            all_there = export_one(dossier_id, out, parts) and all_there
    sys.exit(0 if all_there else NOT_ALL)


def export_one(dossier_id: str, out: Path, parts: HandingOver) -> bool:
    """Whether it was written; the trail is told before it has its name."""
    try:
        with placed(out, dossier_id) as (file, name):
            handed = hand_over(
                dossier_id,
                file,
                handover=parts.handover,
                dossiers=parts.dossiers,
                files=parts.files,
                catalogue=parts.catalogue,
            )
            parts.audit.append(deed(handed))
            name.append(f"{handed.name}.zip")
    except BadInput as refused:
        told = refused.complaint
        click.echo(f"{dossier_id}: {told.message} {told.remedy}", err=True)
        return False
    except tuple(TROUBLE) as trouble:
        told_so = next(said for kind, said in TROUBLE.items() if isinstance(trouble, kind))
        click.echo(f"{dossier_id}: {told_so}", err=True)
        return False
    click.echo(f"{handed.sha256}  {out / name[0]}")
    return True


@contextmanager
def placed(out: Path, dossier_id: str) -> Iterator[tuple[IO[bytes], list[str]]]:
    """A file beside its place, which it takes once it is whole and its name is told."""
    partial, name = out / f"{dossier_id}{PARTIAL}", list[str]()
    try:
        with partial.open("w+b") as file:
            yield file, name
        partial.replace(out / name[0])
    finally:
        partial.unlink(missing_ok=True)


def deed(handed: Handed) -> Deed:
    told: dict[str, str | int] = {"package": handed.sha256, "bytes": handed.size}
    return Deed(Act.EXPORT_MADE, handed.agency_code, handed.dossier_id, remark=told)
