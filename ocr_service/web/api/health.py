"""Probes: is the process alive, and is every part it needs in reach."""

import logging
from collections.abc import Callable

from flask import Response
from flask_openapi3.openapi import OpenAPI

from ocr_service.actions.services import Services
from ocr_service.domain.errors import Unavailable
from ocr_service.web.access import services
from ocr_service.web.answers import answer
from ocr_service.web.api import HEALTH
from ocr_service.web.shapes import Live, Ready

log = logging.getLogger(__name__)
MB = 2**20


def add_probes(app: OpenAPI) -> None:
    app.get("/livez", endpoint="livez", tags=[HEALTH], responses={200: Live})(livez)
    app.get("/readyz", endpoint="readyz", tags=[HEALTH], responses={200: Ready, 503: Ready})(readyz)


def livez() -> Response:
    return answer({"status": "ok"})


def readyz() -> Response:
    parts = services()
    seen = {
        "database": look(parts.keys.ping),
        "files": look(lambda: check_disk(parts)),
        "queue": look(parts.bell.ping),
    }
    ready = all(word == "ok" for word in seen.values())
    workers = parts.bell.workers() if seen["queue"] == "ok" else 0
    body = {"status": "ready" if ready else "not_ready", "parts": seen, "workers": workers}
    return answer(body, 200 if ready else 503)


def look(at: Callable[[], None]) -> str:
    try:
        at()
    except Unavailable as trouble:
        log.warning("not ready: %s", trouble)
        return "unavailable"
    return "ok"


def check_disk(parts: Services) -> None:
    if parts.files.free_bytes() < parts.settings.min_free_mb * MB:
        raise Unavailable("the disk is nearly full")
