"""How far dossiers have come, told as it happens: server-sent events (WHATWG HTML, 9.2).

A stream ends by itself, since each holds a thread: the browser comes back, after seconds when
there is nothing to wait for. No words of papers and no names of files are told.
"""

import json
import time
from collections.abc import Iterator, Sequence
from threading import BoundedSemaphore

from flask import Flask, Response, current_app, request
from flask_openapi3.blueprint import APIBlueprint
from pydantic import Field

from ocr_service.actions.own_dossiers import OwnDossiers
from ocr_service.domain.dossier import Scan, Status
from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.storage.progress import Progress, ProgressStore
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import Json, complaint_said
from ocr_service.web.api import DOSSIERS, PREFIX, SECURITY, problems
from ocr_service.web.languages import language
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import DossierPath

LASTS = 25.0  # seconds
LOOKS_EVERY = 0.25
SOON, LATER = 1000, 10_000  # milliseconds until the browser comes back
STREAM = "text/event-stream"
STREAMS = "ocr_streams"
MOST_WATCHED = 50
PROGRESS = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "version": {"type": "integer"},
        "status": {"enum": [status.value for status in Status]},
        "settled": {"type": "boolean"},
        "problem": {"anyOf": [{"$ref": "#/components/schemas/Complaint"}, {"type": "null"}]},
        "split_into": {"type": "array", "items": {"type": "string"}},
        "files": {"type": "array", "items": {"type": "object"}},
        "scan_again": {"type": "array", "items": {"type": "object"}},
    },
}
# Of each event; OpenAPI 3.1 has no word of its own for streams.
EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"enum": ["dossier", "gone"]},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": PROGRESS,
        },
    },
}
EVENTS = {
    "description": "`event: dossier` with its state as JSON, one for each change; "
    "`event: gone` with the `id` of one that is not here.",
    "content": {STREAM: {"schema": EVENT}},
}

api = APIBlueprint(
    "events", __name__, url_prefix=PREFIX, abp_tags=[DOSSIERS], abp_security=SECURITY
)


class WatchedQuery(Shape):
    ids: str = Field(
        description=f"Ids of dossiers, by commas, at most {MOST_WATCHED}.",
        max_length=40 * MOST_WATCHED,
    )


def add_streams(app: Flask, threads: int) -> None:
    """Streams never take all threads of the front door."""
    app.extensions[STREAMS] = BoundedSemaphore(max(1, threads // 6))


@api.get(
    "/dossiers/<dossier_id>/events",
    summary="Theo dõi một hồ sơ (server-sent events)",
    responses={200: EVENTS, **problems(403, 404, 410, 503)},
)
def get_dossier_events(path: DossierPath) -> Response:
    own_dossiers().agencies(path.dossier_id)
    return stream([path.dossier_id])


@api.get(
    "/events",
    summary="Theo dõi nhiều hồ sơ (server-sent events)",
    responses={200: EVENTS, **problems(403, 503)},
)
def get_events(query: WatchedQuery) -> Response:
    asked = list(dict.fromkeys(filter(None, query.ids.split(","))))[:MOST_WATCHED]
    return stream(asked)


def stream(asked: Sequence[str]) -> Response:
    """Raises Unavailable when as many are watched as can be: ask again, or poll.

    HEAD, by which pages ask why none came, takes no room.
    """
    if request.method == "HEAD":
        return Response(mimetype=STREAM)
    room: BoundedSemaphore = current_app.extensions[STREAMS]
    if not room.acquire(blocking=False):
        raise Unavailable("too many streams at once")
    try:
        watched = [it for it in asked if is_own(it, own_dossiers())]
        gone = [it for it in asked if it not in watched]
        lines = told(watched, gone, services().progress, language())
    except BaseException:
        room.release()
        raise
    response = Response(lines, mimetype=STREAM)
    response.call_on_close(room.release)
    return response


def is_own(dossier_id: str, dossiers: OwnDossiers) -> bool:
    try:
        dossiers.agencies(dossier_id)
    except NotFound:
        return False
    return True


def told(
    watched: Sequence[str], gone: Sequence[str], progress: ProgressStore, spoken: str
) -> Iterator[str]:
    """The request is over when lines leave; what is wrong is told in its language."""
    until, seen, open_ = time.monotonic() + LASTS, dict[str, int | None](), set(watched)
    yield f"retry: {SOON}\n\n"
    yield from (event("gone", {"id": it}) for it in gone)
    while open_:
        now = progress.versions(watched)
        for dossier_id in watched:
            if now.get(dossier_id) != seen.get(dossier_id, -1):
                yield changed(dossier_id, seen, open_, progress, spoken)
        if time.monotonic() > until:
            return
        if open_:
            time.sleep(LOOKS_EVERY)
    yield f"retry: {LATER}\n\n"


def changed(
    dossier_id: str,
    seen: dict[str, int | None],
    open_: set[str],
    progress: ProgressStore,
    spoken: str,
) -> str:
    """How it stands now, which is ``seen`` from now on; settled or gone it is no more ``open_``."""
    try:
        found = progress.of(dossier_id)
    except NotFound:
        open_.discard(dossier_id)
        seen[dossier_id] = None  # told once
        return event("gone", {"id": dossier_id})
    seen[dossier_id] = found.dossier.version
    (open_.discard if found.dossier.status.settled else open_.add)(dossier_id)
    return event("dossier", progress_json(found, spoken))


def event(name: str, body: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"


def progress_json(progress: Progress, spoken: str) -> Json:
    dossier = progress.dossier
    return {
        "id": dossier.id,
        "version": dossier.version,
        "status": dossier.status.value,
        "settled": dossier.status.settled,
        "problem": complaint_said(dossier.reason, spoken),
        "split_into": list(dossier.split_into),
        "files": [file_json(scan, spoken) for scan in (*dossier.sources, *dossier.scans)],
        "scan_again": [
            {"file": page.file, "file_page": page.file_page, "problems": list(page.problems)}
            for page in progress.poor
        ],
    }


def file_json(scan: Scan, spoken: str) -> Json:
    """Without its name, which may tell of a person."""
    return {
        "id": scan.id,
        "status": scan.state.value,
        "page_count": scan.page_count,
        "pages_read": scan.pages_read,
        "problem": complaint_said(scan.complaint, spoken),
    }
