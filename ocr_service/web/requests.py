"""Each request has an id, told in its answer and in all that is logged on its account."""

import logging
import time
from uuid import UUID

from flask import Flask, Response, g, request

from ocr_service.domain.ids import new_id
from ocr_service.logs import begin, request_id

HEADER = "X-Request-Id"
SILENT = frozenset({"livez", "readyz", "metrics"})  # probes come every few seconds

log = logging.getLogger(__name__)


def add_request_ids(app: Flask) -> None:
    app.before_request(open_request)
    app.after_request(close_request)


def open_request() -> None:
    g.begun = time.monotonic()
    begin(id_of(request.headers.get(HEADER, "")))


def close_request(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    if request.endpoint not in SILENT:
        taken = time.monotonic() - g.get("begun", time.monotonic())
        log.info("%s %s: %d in %.3f s", request.method, place(), response.status_code, taken)
    return response


def id_of(given: str) -> str:
    """A proxy's own id if it is a UUID: other words might say who is concerned."""
    try:
        return str(UUID(given))
    except ValueError:
        return new_id()


def place() -> str:
    """The route without what stands in it: that is what others have typed."""
    return request.url_rule.rule if request.url_rule else "no such place"
