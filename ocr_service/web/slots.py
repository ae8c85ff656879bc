"""How many may send something at once: beyond, they hear so before a byte of it is read."""

from collections import Counter
from threading import BoundedSemaphore, Lock

from flask import Flask, current_app, g, request

from ocr_service.domain.errors import Unavailable
from ocr_service.web.access import caller
from ocr_service.web.sessions import FORM_TYPE

MULTIPART = "multipart/form-data"
OFFSET_STREAM = "application/offset+octet-stream"  # a piece of a file, by the tus protocol
UPLOADS, FORMS, SHARES = "ocr_upload_slots", "ocr_form_slots", "ocr_shares"


class Shares:
    """How many uploads each caller has under way, of the most that one may have."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = Counter[str]()
        self._lock = Lock()

    def take(self, caller_id: str) -> bool:
        with self._lock:
            free = self._held[caller_id] < self._most
            self._held[caller_id] += free
            return free

    def give_back(self, caller_id: str) -> None:
        with self._lock:
            self._held[caller_id] -= 1
            if not self._held[caller_id]:
                del self._held[caller_id]


def set_slots(app: Flask, threads: int) -> None:
    """Half of the threads take uploads, of which one caller leaves a quarter; an eighth forms."""
    app.extensions[UPLOADS] = BoundedSemaphore(max(1, threads // 2))
    app.extensions[FORMS] = BoundedSemaphore(max(1, threads // 8))
    app.extensions[SHARES] = Shares(max(1, threads * 3 // 8))


def add_slots(app: Flask) -> None:
    app.before_request(take_slot)
    app.teardown_request(give_back)


def take_slot() -> None:
    """Raises Unavailable when as many send files, or forms, as can be served at once.

    Asked before anything else: to turn one away must cost nothing, or many would wait for it.
    """
    kind = {MULTIPART: UPLOADS, OFFSET_STREAM: UPLOADS, FORM_TYPE: FORMS}.get(request.mimetype)
    if kind is not None:
        slots: BoundedSemaphore = current_app.extensions[kind]
        if not slots.acquire(blocking=False):
            raise Unavailable("too many uploads at once")
        g.slot = slots


def take_share() -> None:
    """Raises Unavailable when this caller alone sends most of what can be sent at once."""
    if not current_app.extensions[SHARES].take(caller().id):
        raise Unavailable("too many uploads of one sender at once")
    g.share = caller().id


def give_back(_: BaseException | None) -> None:
    if slots := g.pop("slot", None):
        slots.release()
    if share := g.pop("share", None):
        current_app.extensions[SHARES].give_back(share)
