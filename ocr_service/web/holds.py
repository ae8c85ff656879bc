"""Requests that wait for something to happen."""

import time
from collections.abc import Callable
from threading import BoundedSemaphore

from flask import Flask, current_app

HOLDS = "ocr_holds"
LOOKS_EVERY = 0.1  # seconds


def add_holds(app: Flask, threads: int) -> None:
    """Those who wait never take all threads of the front door."""
    app.extensions[HOLDS] = BoundedSemaphore(max(1, threads // 4))


def hold_until(it_is_so: Callable[[], bool], seconds: float) -> None:
    """Comes back when it is so, when the time is over, or at once when too many wait."""
    holds: BoundedSemaphore = current_app.extensions[HOLDS]
    until = time.monotonic() + seconds
    if not seconds or not holds.acquire(blocking=False):
        return
    try:
        while not it_is_so() and time.monotonic() < until:
            time.sleep(LOOKS_EVERY)
    finally:
        holds.release()
