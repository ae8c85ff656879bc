"""The front door: Flask, closed unless named, speaking problem+json when it must refuse."""

import re
from base64 import b64encode
from hashlib import sha256

from flask import Response
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from werkzeug.middleware.proxy_fix import ProxyFix

from ocr_service.actions.services import Services
from ocr_service.web.access import close_doors
from ocr_service.web.api import (
    SCHEMES,
    audit,
    catalogue,
    codes,
    desk,
    documents,
    dossiers,
    edits,
    erasing,
    events,
    glances,
    held,
    keyings,
    operations,
    packages,
    pdfs,
    portal,
    records,
    reports,
    reviews,
    samples,
    thumbnails,
    uploads,
    webhooks,
)
from ocr_service.web.api.health import add_probes
from ocr_service.web.api.metrics import add_metrics
from ocr_service.web.holds import add_holds
from ocr_service.web.pages import add_pages
from ocr_service.web.problems import Problem, add_problems, invalid
from ocr_service.web.requests import add_request_ids
from ocr_service.web.slots import add_slots, set_slots
from ocr_service.web.trail import add_trail
from ocr_service.web.uploads import add_uploads, serve_with

INFO = Info(
    title="ocr-service",
    version="1",
    description="Số hóa hồ sơ giấy: gửi bản quét, nhận dữ liệu có cấu trúc.",
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}
POLICY = "Content-Security-Policy"
INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
DOCS_POLICY = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
)
ROOMS = (
    dossiers,
    uploads,
    codes,
    edits,
    events,
    thumbnails,
    erasing,
    documents,
    packages,
    pdfs,
    portal,
    records,
    held,
    reviews,
    glances,
    desk,
    keyings,
    samples,
    webhooks,
    audit,
    catalogue,
    reports,
    operations,
)
CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'"


def create_app(parts: Services) -> OpenAPI:
    """The WSGI application of one process."""
    app = empty_house()
    furnish(app, parts)
    believe_proxies(app, parts.settings.proxies)
    return app


def empty_house() -> OpenAPI:
    """All doors and what is asked at each; nothing stands behind them yet."""
    app = described_app()
    add_request_ids(app)
    add_slots(app)
    add_uploads(app)
    close_doors(app)
    add_problems(app)
    add_probes(app)
    add_metrics(app)
    add_rooms(app)
    app.after_request(guard)
    add_pages(app)
    add_trail(app)
    return app


def furnish(app: OpenAPI, parts: Services) -> None:
    """What differs from house to house."""
    threads = parts.settings.web_threads
    add_holds(app, threads)
    events.add_streams(app, threads)
    set_slots(app, threads)
    serve_with(app, parts)


def described_app() -> OpenAPI:
    """An application that describes itself, with no doors yet."""
    app = OpenAPI(
        __name__,
        info=INFO,
        security_schemes=SCHEMES,
        doc_prefix="/api",
        doc_url="/openapi.json",
        validation_error_model=Problem,
        validation_error_callback=invalid,
        openapi_extensions={"webhooks": webhooks.described()},
        static_folder=None,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    return app


def believe_proxies(app: OpenAPI, proxies: int) -> None:
    """The address that the last ``proxies`` proxies tell, no other, is the caller's."""
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0, x_prefix=0
        )


def add_rooms(app: OpenAPI) -> None:
    for room in ROOMS:
        described = dict(app.paths)
        app.register_api(room.api)
        for path in described.keys() & room.api.paths.keys():  # of one path the last would stay
            more = room.api.paths[path]
            told = {method: getattr(more, method) for method in more.model_fields_set}
            app.paths[path] = described[path].model_copy(update=told)
    app.add_url_rule("/api/docs", "docs", app.view_functions["swagger.swagger"])


def guard(response: Response) -> Response:
    """No answer is sniffed, framed or kept by a cache; only the page to try it runs scripts."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if POLICY not in response.headers:  # pages bring their own
        html = response.mimetype == "text/html"
        response.headers[POLICY] = docs_policy(response.get_data()) if html else CLOSED_POLICY
    return response


def docs_policy(page: bytes) -> str:
    """Of the page to try the API: its scripts, those in it by their hash, and nothing else."""
    digests = [sha256(script).digest() for script in INLINE.findall(page)]
    told = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)
    return DOCS_POLICY.format(scripts=told)
