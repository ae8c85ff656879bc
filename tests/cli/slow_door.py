"""A small application behind the front door's process, which has little patience here."""

from collections.abc import Callable, Iterable
from typing import Any

from ocr_service.cli import door

door.HEADERS_SECONDS = 1.0
door.FORM_SECONDS = 1.0
door.WINDOW_SECONDS = 1.0


def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Says how much it was sent."""
    body = environ["wsgi.input"].read() if environ["PATH_INFO"] == "/read" else b""
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"%d" % len(body)]
