"""`/metrics`: figures of the whole service, whichever process of whichever machine is asked."""

from typing import TypeVar

from flask import Response, request
from flask_openapi3.openapi import OpenAPI

from ocr_service.actions.overview import if_there
from ocr_service.domain.errors import Forbidden
from ocr_service.domain.ids import utc_now
from ocr_service.exports.metrics import Seen, exposition
from ocr_service.web.access import caller, services
from ocr_service.web.api import HEALTH, SECURITY, problems

TOLD = {
    "description": "For Prometheus",
    "content": {"text/plain": {"schema": {"type": "string"}}},
}
Part = TypeVar("Part")


def add_metrics(app: OpenAPI) -> None:
    answers = {200: TOLD, **problems(403)}
    app.get("/metrics", endpoint="metrics", tags=[HEALTH], security=SECURITY, responses=answers)(
        metrics
    )


def metrics() -> Response:
    """Counted as it is asked; raises Forbidden for a key that sees one agency only."""
    if caller().agency_code:
        raise Forbidden("the whole house is not one agency's to see")
    parts, now = services(), utc_now()
    figures = if_there(lambda: parts.figures.figures(now))
    rings = if_there(parts.bell.rings)
    up = {"database": figures is not None, "queue": rings is not None}
    workers = if_there(parts.bell.workers) if rings is not None else None
    stages = if_there(parts.stages.seen) if rings is not None else None
    seen = Seen(now, up, figures, rings, workers, stages or ())
    body, content_type = exposition(seen, request.headers.get("Accept", ""))
    return Response(body, content_type=content_type)
