"""What gunicorn calls: how it logs, how the process that answers ends, when a connection stays."""

from typing import Any, Protocol

from gunicorn.glogging import Logger

from ocr_service.cli.door import Door
from ocr_service.config import Settings
from ocr_service.fate import die_with_parent
from ocr_service.logs import start_logging

DRAINED = 64 * 1024  # bytes of a body left unread that gunicorn clears away, to keep a connection


class Asked(Protocol):
    """What we need to know of gunicorn's request."""

    headers: list[tuple[str, str]]
    unreader: Any  # holds its connection, as ``sock``

    def force_close(self) -> None: ...


class Lines(Logger):  # type: ignore[misc]  # gunicorn has no annotations
    """Gunicorn's words in lines as ours; never the URL that it would quote, nor a header."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        start_logging(Settings.from_environment())
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def exception(self, msg: object, *args: object, **_: Any) -> None:
        super().exception("a request broke off" if args else type(msg).__name__)

    def warning(self, msg: object, *_: object, **__: Any) -> None:
        super().warning(str(msg).partition(":")[0])


logger_class = Lines


def post_fork(server: object, worker: object) -> None:  # noqa: ARG001 - gunicorn's signature
    """Else it would hold the port for as long as its longest request, and nobody could restart."""
    die_with_parent()


def pre_request(worker: Door, asked: Asked) -> None:
    """Gives the body its time, and says so when the connection will not be kept.

    A refused upload is not read; gunicorn would promise to keep the connection and then drop it,
    and the sender's next request on it with it.
    """
    headers = {name.upper(): value for name, value in asked.headers}
    length = "" if "TRANSFER-ENCODING" in headers else headers.get("CONTENT-LENGTH", "0")
    known = "AUTHORIZATION" in headers or "COOKIE" in headers
    worker.headers_read(asked.unreader.sock, length, known)
    if not length.isdigit() or int(length) > (DRAINED if known else 0):
        asked.force_close()
