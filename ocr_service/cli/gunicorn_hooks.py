"""What gunicorn calls: how the process that answers ends, and when it keeps a connection."""

from typing import Protocol

from ocr_service.fate import die_with_parent

DRAINED = 64 * 1024  # bytes of a body left unread that gunicorn clears away, to keep a connection


class Asked(Protocol):
    """What we need to know of gunicorn's request."""

    headers: list[tuple[str, str]]

    def force_close(self) -> None: ...


def post_fork(server: object, worker: object) -> None:  # noqa: ARG001 - gunicorn's signature
    """Else it would hold the port for as long as its longest request, and nobody could restart."""
    die_with_parent()


def pre_request(worker: object, asked: Asked) -> None:  # noqa: ARG001 - gunicorn's signature
    """Says so when the connection will not be kept.

    A refused upload is not read; gunicorn would promise to keep the connection and then drop it,
    and the sender's next request on it with it.
    """
    headers = {name.upper(): value for name, value in asked.headers}
    length = headers.get("CONTENT-LENGTH", "0")
    if "TRANSFER-ENCODING" in headers or not length.isdigit() or int(length) > DRAINED:
        asked.force_close()
