"""`ocr-service rotate-keys`: all files under the newest key, so that older ones can go."""

import sys
from collections.abc import Mapping

import click

from ocr_service.actions.rotate import Rotated, encrypt_all, rotate
from ocr_service.cli.progress import bar
from ocr_service.config import Settings
from ocr_service.domain.audit import Act, Deed
from ocr_service.logs import start_logging
from ocr_service.storage.master_keys import BadKeys
from ocr_service.wiring.custody import keeping
from ocr_service.wiring.envelope import enveloped_by, master_keys

FAULTY = 1


@click.command("rotate-keys")
def rotate_keys() -> None:
    """Wraps all files' keys by the first of OCR_FILES_KEYS, and encrypts files that lie plain.

    Put the new key first and the old one after it, start all processes anew, run this, then take
    the old key away. Ends with 1 when a key is missing, or a file.
    """
    settings = Settings.from_environment()
    start_logging(settings)
    masters = master_keys(settings)
    if masters is None:
        raise BadKeys("OCR_FILES_KEYS is not set: openssl rand -base64 32")
    parts = keeping(settings)
    custody = parts.custody
    with bar("Đổi khóa") as tick:
        wrapped = rotate(masters, lambda done: tick(done, done), keys=parts.keys)
        encrypted = encrypt_all(
            lambda done: tick(done, done),
            shelf=custody.shelf,
            files=enveloped_by(masters, custody.shelf, parts.keys, settings),
            inventory=parts.inventory,
            doomed=custody.doomed,
        )
    counts: dict[str, str | int] = {"wrapped": wrapped.wrapped, "encrypted": encrypted.encrypted}
    parts.audit.append(Deed(Act.FILES_ROTATED, subject=masters.newest, remark=counts))
    tell(wrapped, encrypted, parts.keys.counts())


def tell(wrapped: Rotated, encrypted: Rotated, counts: Mapping[str, int]) -> None:
    """Ends the command."""
    click.echo(f"{wrapped.wrapped} keys wrapped anew, {encrypted.encrypted} files encrypted")
    for key_id, count in sorted(counts.items()):
        click.echo(f"key {key_id}: {count} files")
    for sha256 in [*wrapped.failed, *encrypted.failed]:
        click.echo(f"file {sha256}: its key is not in OCR_FILES_KEYS, or it is damaged", err=True)
    sys.exit(FAULTY if wrapped.failed or encrypted.failed else 0)
