"""`ocr-service webhooks`: posts what is to be told to the systems that listen, and the portal."""

import logging
import signal
import threading
import time

import click

from ocr_service.acting import act_as, program
from ocr_service.actions.services import Services
from ocr_service.actions.webhooks import forget_old, send_due
from ocr_service.config import Settings
from ocr_service.courier import Courier
from ocr_service.domain.errors import OcrError
from ocr_service.domain.ids import utc_now
from ocr_service.logs import start_logging
from ocr_service.wiring.parts import services
from ocr_service.wiring.portal import courier_of

log = logging.getLogger(__name__)
FORGETS_EVERY = 3600.0
AT_A_TIME = 100


@click.command()
@click.option("--every", type=click.FloatRange(0.1), help="Goes on, every so many seconds.")
@click.option("--older", is_flag=True, help="Plans to tell the portal of all accepted; no more.")
def webhooks(every: float | None, older: bool) -> None:
    """Posts what is due; on SIGTERM the posts in hand end first.

    ``--older``: of what was accepted while no portal was set. How many that are is printed.
    """
    settings = Settings.from_environment()
    start_logging(settings)
    act_as(program("webhook sender"))
    parts = services(settings)
    courier = courier_of(parts)
    if older:
        click.echo(plan_older(parts))
        return
    if every is None:
        click.echo(send_all(parts, courier, threading.Event()))
        return
    over = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: over.set())
    go_on(parts, courier, every, over)


def plan_older(parts: Services) -> int:
    planned = 0
    while some := parts.webhooks.tell_portal_of_older(AT_A_TIME):
        planned += some
    return planned


def go_on(parts: Services, courier: Courier, every: float, over: threading.Event) -> None:
    forgot = -FORGETS_EVERY
    while not over.is_set():
        try:
            send_all(parts, courier, over)
            if time.monotonic() - forgot > FORGETS_EVERY:
                forget_old(utc_now(), webhooks=parts.webhooks)
                forgot = time.monotonic()
        except OcrError as trouble:
            log.warning("webhooks wait: %s", trouble)
        over.wait(every)


def send_all(parts: Services, courier: Courier, over: threading.Event) -> int:
    """All that is due now; how many posts that were."""
    sent, fresh = 0, 1
    while fresh and not over.is_set():
        fresh = send_due(utc_now(), webhooks=parts.webhooks, courier=courier)
        sent += fresh
    return sent
