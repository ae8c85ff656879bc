"""`ocr-service reconcile`: rings again for work that the queue forgot, frees what died."""

import logging
import time

import click

from ocr_service.actions.reconcile import reconcile as reconcile_once
from ocr_service.actions.services import Services
from ocr_service.config import Settings
from ocr_service.domain.errors import OcrError
from ocr_service.logs import start_logging
from ocr_service.wiring.parts import services

log = logging.getLogger(__name__)


@click.command()
@click.option("--every", type=click.FloatRange(0.1), help="Goes on, every so many seconds.")
def reconcile(every: float | None) -> None:
    """Brings the database and the queue together again."""
    settings = Settings.from_environment()
    start_logging(settings)
    parts = services(settings)
    if every is None:
        click.echo(run(parts))
        return
    while True:
        try:
            run(parts)
        except OcrError as trouble:
            log.warning("not reconciled: %s", trouble)
        time.sleep(every)


def run(parts: Services) -> int:
    return reconcile_once(parts.settings.max_attempts, works=parts.work, bell=parts.bell)
