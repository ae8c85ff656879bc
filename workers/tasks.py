"""The one task of the queue; safe to run twice, for the work's row decides."""

import ctypes
import signal

from ocr_service.actions.digitize import Digitizer

PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Seat:
    """Where this process's worker sits; its model is loaded before RQ forks for each job."""

    digitizer: Digitizer | None = None


def do(work_id: str) -> None:
    """Carries out one piece of work, by its id."""
    die_with_parent()
    if Seat.digitizer is None:
        raise RuntimeError("this process was not started as a worker")
    Seat.digitizer.do(work_id)


def die_with_parent() -> None:
    """A job whose worker was killed must not go on beside the one that takes over."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
