"""The one task of the queue; safe to run twice or for nothing, for the rows decide."""

import logging
import time

from ocr_service.actions.digitize import Digitizer
from ocr_service.domain.errors import Unavailable
from ocr_service.fate import die_with_parent

log = logging.getLogger(__name__)
OUTAGE_SECONDS = 2.0  # else every ring would be heard, and lost, while the database is away


class Seat:
    """Where this process's worker sits; its model is loaded before RQ forks for each job."""

    digitizer: Digitizer | None = None


def serve() -> None:
    """Carries out one piece of work, the one whose turn it is."""
    die_with_parent()  # a child must not go on beside the worker that takes over
    if Seat.digitizer is None:
        raise RuntimeError("this process was not started as a worker")
    try:
        Seat.digitizer.serve()
    except Unavailable as trouble:
        log.warning("no work can be taken up: %s", trouble)
        time.sleep(OUTAGE_SECONDS)
