"""Takes dossiers to the national portal, or to whatever stands for it.

What a real portal speaks could not be seen: its documents give the fields of a dossier and that it
answers ``{error_code, message}``. So this much is ours until somebody knows better: one dossier is
POSTed as JSON to OCR_PORTAL_URL with OCR_PORTAL_KEY as a bearer; ``error_code`` 0 means that it was
taken, any other code with 2xx that it was read and is not taken as it is. All other answers, and
none, are tried again. The same dossier comes again under the same MaHoSo and replaces what came
before.
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

import httpx

from ocr_service.courier import ForbiddenAddress
from ocr_service.courier.dialling import Line, Message, admitted, new_client, post
from ocr_service.courier.post import AGENT, retry_after
from ocr_service.domain.masking import with_numbers_masked
from ocr_service.domain.webhook import Receipt, Trouble

log = logging.getLogger(__name__)
MOST_ANSWERED = 64 * 1024  # bytes
LONGEST_CODE, LONGEST_MESSAGE = 32, 500
TAKEN = "0"


class HttpPortal(Line):
    """A Portal."""

    def post(self, bodies: Sequence[str]) -> tuple[Receipt, ...]:
        return tuple(asyncio.run(self._post_all(bodies))) if bodies else ()

    async def _post_all(self, bodies: Sequence[str]) -> list[Receipt]:
        async with new_client(self._trust, self._seconds) as client:
            return await asyncio.gather(*[self._post(client, body) for body in bodies])

    async def _post(self, client: httpx.AsyncClient, body: str) -> Receipt:
        try:
            async with asyncio.timeout(self._seconds):
                place = await admitted(self._url, self._private, self._resolve)
                answer = await post(client, Message(body.encode(), self._headers), place)
                try:
                    return receipt_for(answer, await beginning_of(answer))
                finally:
                    await answer.aclose()
        except ForbiddenAddress as forbidden:
            log.warning("OCR_PORTAL_URL: %s", forbidden.complaint.code)
            return Receipt(Trouble.FORBIDDEN_ADDRESS)
        except (TimeoutError, httpx.TimeoutException):
            return Receipt(Trouble.TIMED_OUT)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            return Receipt(Trouble.UNREACHABLE)

    @property
    def _headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._key}",
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": AGENT,
        }


async def beginning_of(answer: httpx.Response) -> bytes:
    """As much of it as an answer may have."""
    read = b""
    async for piece in answer.aiter_bytes():
        read += piece
        if len(read) > MOST_ANSWERED:
            break
    return read


def receipt_for(answer: httpx.Response, body: bytes) -> Receipt:
    status, (code, message) = answer.status_code, said(body)
    if answer.is_success and code == TAKEN:
        return Receipt(response_status=status, error_code=code)
    if answer.is_success and code:
        return Receipt(Trouble.DECLINED, status, error_code=code, message=message)
    wait = retry_after(answer.headers.get("Retry-After", ""))
    return Receipt(Trouble.REFUSED, status, wait, code, message)


def said(body: bytes) -> tuple[str, str]:
    """``error_code`` and ``message``, "" for none; long numbers, which may be persons', masked."""
    try:
        told: Any = json.loads(body)
    except ValueError:
        return "", ""
    if not isinstance(told, dict):
        return "", ""
    code, message = told.get("error_code"), told.get("message")
    if isinstance(code, bool) or not isinstance(code, int | str):
        return "", ""
    text = message if isinstance(message, str) else ""
    bare = "".join(sign if sign.isprintable() else " " for sign in with_numbers_masked(text))
    return str(code)[:LONGEST_CODE], bare[:LONGEST_MESSAGE]
