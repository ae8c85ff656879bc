"""`ocr-service mail`: makes dossiers of what a mailbox holds unread; nobody is answered."""

import logging
import signal
import threading

import click

from ocr_service.acting import act_as, program
from ocr_service.actions.mail import MailRoom
from ocr_service.config import Settings
from ocr_service.domain.errors import OcrError
from ocr_service.logs import start_logging
from ocr_service.wiring.mailbox import mail_room, mailbox, place_of
from ocr_service.wiring.parts import services

log = logging.getLogger(__name__)


@click.command()
@click.option("--every", type=click.FloatRange(1), help="Goes on, every so many seconds.")
def mail(every: float | None) -> None:
    """Takes the letters of OCR_IMAP_FROM in OCR_IMAP_URL; on SIGTERM the one in hand ends first."""
    settings = Settings.from_environment()
    start_logging(settings)
    act_as(program("mail"))
    place_of(settings)
    room = mail_room(services(settings))
    over = threading.Event()
    if every is None:
        click.echo(look(room, settings, over))
        return
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: over.set())
    while not over.is_set():
        try:
            look(room, settings, over)
        except OcrError as trouble:
            log.warning("mail waits: %s", trouble)
        over.wait(every)


def look(room: MailRoom, settings: Settings, over: threading.Event) -> int:
    """How many letters became dossiers."""
    with mailbox(settings) as box:
        return room.sort(box, over.is_set)
