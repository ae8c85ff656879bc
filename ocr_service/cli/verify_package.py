"""`ocr-service verify PACKAGE.zip`: whether a hand-over package is what it was."""

from pathlib import Path

import click

from ocr_service.actions.verify_package import REMEDY, faults_of
from ocr_service.storage.handover import BadPackage
from ocr_service.storage.package_zip import opened

FAULTY, UNREADABLE = 1, 2


def verify_package(source: Path) -> int:
    """Prints each fault, or the package's hash; the exit code of this one."""
    try:
        with opened(source) as package:
            faults = list(faults_of(package))
            sha256, count = package.sha256, len(package.infos)
    except BadPackage as bad:
        click.echo(f"{source}: {bad.complaint.message} {bad.complaint.remedy}", err=True)
        return UNREADABLE
    for fault in faults:
        click.echo(f"{source}: {fault}")
    if faults:
        click.echo(f"{source}: {REMEDY}", err=True)
        return FAULTY
    click.echo(f"{sha256}  {source}")
    click.echo(f"{source}: nguyên vẹn, {count} tệp", err=True)
    return 0
