"""Probes: is the process alive, and is every part it needs in reach."""

from flask import Response
from flask_openapi3.openapi import OpenAPI

from ocr_service.actions.readiness import OK, readiness
from ocr_service.web.access import services
from ocr_service.web.answers import answer
from ocr_service.web.api import HEALTH
from ocr_service.web.probe_shapes import Live, Ready


def add_probes(app: OpenAPI) -> None:
    app.get("/livez", endpoint="livez", tags=[HEALTH], responses={200: Live})(livez)
    app.get("/readyz", endpoint="readyz", tags=[HEALTH], responses={200: Ready, 503: Ready})(readyz)


def livez() -> Response:
    return answer({"status": "ok"})


def readyz() -> Response:
    parts = services()
    seen = readiness(
        parts.settings.min_free_mb, keys=parts.keys, files=parts.files, bell=parts.bell
    )
    ready = all(word == OK for word in seen.values())
    workers = parts.bell.workers() if seen["queue"] == OK else 0
    body = {"status": "ready" if ready else "not_ready", "parts": seen, "workers": workers}
    return answer(body, 200 if ready else 503)
