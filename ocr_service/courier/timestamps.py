"""Asks a timestamp authority (RFC 3161) over HTTP."""

import time

import httpx

from ocr_service.domain.errors import Unavailable

SECONDS = 15.0  # for all of an answer
LARGEST = 256 * 1024  # bytes; with all certificates an answer has some thousands
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


class TimestampAuthority:
    """One that the office has chosen, by its address; ``name`` and ``password`` if it asks."""

    def __init__(self, url: str, name: str = "", password: str = "") -> None:
        self._url = url
        self._auth = (name, password) if name else None

    def ask(self, query: bytes) -> bytes:
        """What it answers, as it comes; raises Unavailable, which never tells the address."""
        try:
            with (
                httpx.Client(trust_env=False, timeout=SECONDS, auth=self._auth) as client,
                client.stream(
                    "POST", self._url, content=query, headers={"Content-Type": QUERY}
                ) as answer,
            ):
                return content_of(answer)
        except (httpx.HTTPError, httpx.InvalidURL) as trouble:
            kind = type(trouble).__name__
            raise Unavailable(f"the timestamp authority: {kind}") from trouble


def content_of(answer: httpx.Response) -> bytes:
    if not answer.is_success:
        raise Unavailable(f"the timestamp authority answers {answer.status_code}")
    if answer.headers.get("Content-Type", "").partition(";")[0] != REPLY:
        raise Unavailable("the timestamp authority answers something else")
    read, until = b"", time.monotonic() + SECONDS
    for piece in answer.iter_bytes():
        read += piece
        if len(read) > LARGEST or time.monotonic() > until:
            raise Unavailable("the timestamp authority does not come to an end")
    return read
