"""Asks a timestamp authority (RFC 3161) over HTTP."""

import httpx

from ocr_service.domain.errors import Unavailable

SECONDS = 15.0
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


class TimestampAuthority:
    """One that the office has chosen, by its address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def ask(self, query: bytes) -> bytes:
        """What it answers, as it comes; raises Unavailable."""
        try:
            answer = httpx.post(
                self._url, content=query, headers={"Content-Type": QUERY}, timeout=SECONDS
            )
            answer.raise_for_status()
        except httpx.HTTPError as trouble:
            raise Unavailable(f"the timestamp authority: {trouble}") from trouble
        if answer.headers.get("Content-Type", "").partition(";")[0] != REPLY:
            raise Unavailable("the timestamp authority answers something else")
        return answer.content
