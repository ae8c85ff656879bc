"""`ocr-service reconcile`: rings again for work that the queue forgot, frees what died."""

import logging
import time
from math import inf

import click

from ocr_service.acting import act_as, program
from ocr_service.actions.erase import retain
from ocr_service.actions.reconcile import reconcile as reconcile_once
from ocr_service.actions.services import Services
from ocr_service.actions.trail import head
from ocr_service.config import Settings
from ocr_service.domain.errors import OcrError
from ocr_service.domain.ids import utc_now
from ocr_service.domain.upload import KEPT_FOR
from ocr_service.logs import start_logging
from ocr_service.wiring.parts import services

log = logging.getLogger(__name__)
RETAINS_EVERY = 24 * 3600.0
TELLS_EVERY = 3600.0
COUNTS_AT_ONCE, PORTIONS = 1000, 10  # dossiers made ready for reports, and how often in a round
FILES_AT_ONCE = 200  # documents, once the schemas say otherwise what records are found by


@click.command()
@click.option("--every", type=click.FloatRange(0.1), help="Goes on, every so many seconds.")
def reconcile(every: float | None) -> None:
    """Brings the database and the queue together again."""
    settings = Settings.from_environment()
    start_logging(settings)
    act_as(program("reconciler"))
    parts = services(settings)
    if every is None:
        click.echo(run(parts))
        return
    retained = told = -inf
    while True:
        try:
            run(parts)
            if time.monotonic() - told > TELLS_EVERY:
                tell_head(parts)
                told = time.monotonic()
            if time.monotonic() - retained > RETAINS_EVERY:
                retain_once(parts)
                retained = time.monotonic()
        except OcrError as trouble:
            log.warning("not reconciled: %s", trouble)
        time.sleep(every)


def run(parts: Services) -> int:
    mended = reconcile_once(parts.settings.max_attempts, works=parts.work, bell=parts.bell)
    parts.uploads.expire(utc_now() - KEPT_FOR)
    parts.custody.bury()
    parts.glances.forget(utc_now())
    parts.records.refile(FILES_AT_ONCE, utc_now())
    freshen(parts)
    return mended


def freshen(parts: Services) -> None:
    """What reports count; others come in between two portions."""
    for _ in range(PORTIONS):
        if not parts.reports.freshen(parts.beside.known, COUNTS_AT_ONCE):
            return


def tell_head(parts: Services) -> None:
    """Logs lie elsewhere than the database: `verify --head` tells what has been cut off since."""
    log.info("audit trail: entry %d has the hash %s", *head(audit=parts.audit))


def retain_once(parts: Services) -> None:
    """Erases what no rule keeps any longer, if there is such a rule."""
    days, now = parts.settings.retention_days, utc_now()
    erased = retain(days, parts.catalogue, now, custody=parts.custody)
    parts.custody.sweep()
    if erased:
        log.info("%d dossiers erased that are kept no longer", len(erased))
