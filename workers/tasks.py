"""The one task of the queue; safe to run twice, for the work's row decides."""

from ocr_service.actions.digitize import Digitizer
from ocr_service.fate import die_with_parent


class Seat:
    """Where this process's worker sits; its model is loaded before RQ forks for each job."""

    digitizer: Digitizer | None = None


def do(work_id: str) -> None:
    """Carries out one piece of work, by its id."""
    die_with_parent()  # a child must not go on beside the worker that takes over
    if Seat.digitizer is None:
        raise RuntimeError("this process was not started as a worker")
    Seat.digitizer.do(work_id)
