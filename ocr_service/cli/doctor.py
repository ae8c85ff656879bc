"""`ocr-service doctor`: what is missing or wrong on this machine, and the command that mends it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import click

from ocr_service.config import Settings
from ocr_service.domain.errors import BadSettings, OcrError, Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.exports import paper_letters as letters
from ocr_service.production import unsafe_address
from ocr_service.reading.screened import Clamd
from ocr_service.reading.sealed.network import network_complaint
from ocr_service.schema.catalogue import load
from ocr_service.signing import KeyTrouble
from ocr_service.storage.master_keys import BadKeys
from ocr_service.weak_secrets import weak_secrets
from ocr_service.wiring.envelope import master_keys
from ocr_service.wiring.mailbox import mailbox
from ocr_service.wiring.signing import EVERY_AGENCY, signer_of
from ocr_service.wiring.stores import S3, file_store

MISSING = 3  # the exit code for a missing dependency
MODELS = ("vie", "osd")
NEEDED_MB = 500
EXTRA = "pip install 'ocr-service[second]'"


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``remedy`` is empty when it is well."""

    name: str
    seen: str
    remedy: str = ""


@click.command()
def doctor() -> None:
    """Checks this machine and prints the settings, secrets masked."""
    settings = Settings.from_environment()
    findings = [look(settings) for look in LOOKS]
    for finding in findings:
        click.echo(f"{'✗' if finding.remedy else '✓'} {finding.name}: {finding.seen}")
        if finding.remedy:
            click.echo(f"    → {finding.remedy}")
    click.echo()
    for name, value in sorted(settings.shown().items()):
        click.echo(f"  {name}={value}")
    sys.exit(MISSING if any(finding.remedy for finding in findings) else 0)


def tesseract_program(_: Settings) -> Finding:
    program = shutil.which("tesseract")
    if program is None:
        return Finding("tesseract", "not found", "apt-get install tesseract-ocr")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found on the PATH
    return Finding("tesseract", said.stdout.partition("\n")[0])


def tesseract_models(settings: Settings) -> Finding:
    missing = [name for name in MODELS if not (settings.tessdata / f"{name}.traineddata").exists()]
    packages = " ".join(f"tesseract-ocr-{name}" for name in missing)
    remedy = f"apt-get install {packages}" if missing else ""
    return Finding("models", f"{', '.join(MODELS)} in {settings.tessdata}", remedy)


def tesseract_binding(_: Settings) -> Finding:
    try:
        import tesserocr
    except ImportError as why:
        return Finding("tesserocr", str(why), "pip install tesserocr, or OCR_ENGINE=pytesseract")
    return Finding("tesserocr", str(tesserocr.__version__))


def second_reader(_: Settings) -> Finding:
    """Optional: without it pages are read by Tesseract alone, so nothing is wrong."""
    missing = [name for name in ("asterocr", "onnxruntime") if find_spec(name) is None]
    if missing:
        said = f"{' and '.join(missing)} not installed; worn print and handwriting are read worse"
        return Finding("second reader", f"{said} ({EXTRA})")
    return Finding("second reader", f"asterocr {version('asterocr')}")


def sealed_reader(_: Settings) -> Finding:
    """Without it files are read all the same, in a child whose other limits hold."""
    why = network_complaint()
    if why:
        remedy = "apt-get install libseccomp2; in a container, a profile that allows seccomp(2)"
        return Finding("sealed reader", f"readers keep the network: {why}", remedy)
    return Finding("sealed reader", "no network, limits on memory, time and files")


def virus_scanner(settings: Settings) -> Finding:
    if not settings.clamd:
        return Finding("virus scanner", "none (OCR_CLAMD is not set)")
    try:
        Clamd(settings.clamd).ping()
    except Unavailable as why:
        return Finding("virus scanner", str(why), "start clamd, or correct OCR_CLAMD")
    return Finding("virus scanner", settings.clamd)


def report_letters(_: Settings) -> Finding:
    """Without them all works but printed reports."""
    folder = letters.folder_of_letters()
    if folder is None:
        return Finding("letters", "not found: reports cannot be printed (PDF)", letters.REMEDY)
    return Finding("letters", f"Liberation Serif in {folder}")


def redis_program(_: Settings) -> Finding:
    program = shutil.which("redis-server")
    remedy = "" if program else "apt-get install redis-server"
    return Finding("redis-server", program or "not found (needed by `up` only)", remedy)


def folder_of_files(settings: Settings) -> Finding:
    there = next(
        path for path in (settings.data_dir, *settings.data_dir.resolve().parents) if path.exists()
    )
    free = shutil.disk_usage(there).free // 2**20
    remedy = "" if free > NEEDED_MB else f"free at least {NEEDED_MB} MB on this disk"
    return Finding("data folder", f"{settings.data_dir} ({free:,} MB free)", remedy)


def secrets(settings: Settings) -> Finding:
    weak = "; ".join(weak_secrets(settings))
    if not weak:
        return Finding("secrets", "strong")
    remedy = "tools/make-secrets makes strong ones" if settings.production else ""
    return Finding("secrets", f"{weak} (refused with OCR_PRODUCTION=true)", remedy)


def public_address(settings: Settings) -> Finding:
    wrong = "; ".join(unsafe_address(settings))
    if not wrong:
        return Finding("public address", settings.public_url)
    remedy = "set OCR_PUBLIC_URL to what people type" if settings.production else ""
    return Finding("public address", f"{wrong} (refused with OCR_PRODUCTION=true)", remedy)


def bucket(settings: Settings) -> Finding:
    if not settings.files_url.startswith(S3):
        return Finding("bucket", "none (OCR_FILES_URL names no s3://…)")
    try:
        file_store(settings).free_bytes()
    except Unavailable as why:
        remedy = "start the store, correct OCR_FILES_URL and OCR_S3_…, or ocr-service migrate"
        return Finding("bucket", str(why), remedy)
    return Finding("bucket", settings.files_url)


def mail(settings: Settings) -> Finding:
    if not settings.imap_url:
        return Finding("mail", "none is taken (OCR_IMAP_URL is not set)")
    try:
        with mailbox(settings):
            return Finding("mail", settings.imap_url)
    except BadSettings as missing:
        return Finding("mail", str(missing), "set them, or leave OCR_IMAP_URL empty")
    except Unavailable as why:
        return Finding("mail", str(why), "correct OCR_IMAP_URL and OCR_IMAP_PASSWORD")


def files_at_rest(settings: Settings) -> Finding:
    """Optional; which key opens what, `ocr-service rotate-keys` tells."""
    try:
        masters = master_keys(settings)
    except BadKeys as wrong:
        return Finding("files at rest", str(wrong), "openssl rand -base64 32")
    if masters is None:
        return Finding("files at rest", "in the clear (OCR_FILES_KEYS is not set)")
    return Finding("files at rest", f"encrypted under key {masters.newest}")


def portal(settings: Settings) -> Finding:
    """Optional; it is not called, for that would tell it something."""
    return Finding("portal", settings.portal_url or "none (OCR_PORTAL_URL is not set)")


def signing_key(settings: Settings) -> Finding:
    """Optional; a certificate that ends within a month is told of."""
    signer = signer_of(settings)
    if signer is None:
        return Finding("signing key", "none (OCR_SIGN_… is not set): copies are not signed")
    try:
        name, until = signer.certificate()
    except KeyTrouble as why:
        return Finding("signing key", str(why), "correct OCR_SIGN_…, or ask who issued the key")
    told = f"{name}, good to {until:%Y-%m-%d}, for {whose(settings.sign_for)}"
    if not settings.sign_for:
        return Finding("signing key", told, "set OCR_SIGN_FOR to the code of its agency, or to *")
    ending = until < utc_now() + timedelta(days=30)
    remedy = "ask who issued the certificate for a new one" if ending else ""
    return Finding("signing key", told, remedy)


def whose(sign_for: str) -> str:
    if sign_for == EVERY_AGENCY:
        return "every agency"
    return f"{sign_for} and those below" if sign_for else "nobody: nothing is signed"


def schemas(settings: Settings) -> Finding:
    folder: Path = settings.schemas_dir
    try:
        catalogue = load(folder)
    except (OcrError, OSError) as wrong:
        return Finding(
            "schemas", str(wrong), f"correct the file in {folder}, or set OCR_SCHEMAS_DIR"
        )
    counts = f"{len(catalogue.document_types)} papers, {len(catalogue.procedures)} procedures"
    return Finding("schemas", counts)


LOOKS: tuple[Callable[[Settings], Finding], ...] = (
    tesseract_program,
    tesseract_models,
    tesseract_binding,
    second_reader,
    sealed_reader,
    virus_scanner,
    report_letters,
    redis_program,
    folder_of_files,
    bucket,
    files_at_rest,
    mail,
    secrets,
    public_address,
    portal,
    signing_key,
    schemas,
)
