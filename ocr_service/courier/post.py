"""A Courier over httpx: signs by Standard Webhooks, connects only to addresses it has checked."""

import asyncio
import logging
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus

import httpx
from standardwebhooks import Webhook as Signer

from ocr_service.courier import ForbiddenAddress
from ocr_service.courier.addresses import Destination, Resolve, admit, look_up
from ocr_service.courier.dialling import Message, admitted, new_client, post
from ocr_service.domain.ids import utc_now
from ocr_service.domain.webhook import Parcel, Receipt, Trouble
from ocr_service.setting_kinds import Network

log = logging.getLogger(__name__)
SECONDS = 10.0  # for all of one post: the name, the connection, the answer
AGENT = "ocr-service-webhooks/1"


class HttpCourier:
    """A Courier; ``private`` are the networks inside our walls that may be posted to."""

    def __init__(
        self,
        private: Sequence[Network] = (),
        resolve: Resolve = look_up,
        seconds: float = SECONDS,
    ) -> None:
        self._private = tuple(private)
        self._seconds = seconds
        self._resolve = resolve

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()  # the usual authorities, or those of SSL_CERT_FILE

    def check(self, url: str) -> None:
        admit(url, self._private, self._resolve)

    def post(self, parcels: Sequence[Parcel]) -> tuple[Receipt, ...]:
        return tuple(asyncio.run(self._post_all(parcels))) if parcels else ()

    async def _post_all(self, parcels: Sequence[Parcel]) -> list[Receipt]:
        async with new_client(self._trust, self._seconds) as client:
            return await asyncio.gather(*[self._post(client, parcel) for parcel in parcels])

    async def _post(self, client: httpx.AsyncClient, parcel: Parcel) -> Receipt:
        if not parcel.secret:
            return Receipt(Trouble.SECRET_LOST)
        try:
            async with asyncio.timeout(self._seconds):
                place = await admitted(parcel.url, self._private, self._resolve)
                return await deliver(client, parcel, place)
        except ForbiddenAddress as forbidden:
            log.warning("delivery %s: %s", parcel.delivery_id, forbidden.complaint.code)
            return Receipt(Trouble.FORBIDDEN_ADDRESS)
        except (TimeoutError, httpx.TimeoutException):
            return Receipt(Trouble.TIMED_OUT)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            return Receipt(Trouble.UNREACHABLE)


async def deliver(client: httpx.AsyncClient, parcel: Parcel, place: Destination) -> Receipt:
    """The body of the answer is not read."""
    headers = {**signed(parcel), "User-Agent": AGENT}
    answer = await post(client, Message(parcel.body.encode(), headers), place)
    await answer.aclose()
    return receipt_for(answer)


def signed(parcel: Parcel) -> dict[str, str]:
    """Every try has the same id, and the time and signature of its own."""
    now = utc_now()
    return {
        "Content-Type": "application/json",
        "webhook-id": parcel.event_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(parcel.secret).sign(parcel.event_id, now, parcel.body),
    }


def receipt_for(answer: httpx.Response) -> Receipt:
    """Redirects are refusals too: whoever moves says so by another webhook."""
    status = answer.status_code
    if answer.is_success:
        return Receipt(response_status=status)
    if status == HTTPStatus.GONE:
        return Receipt(Trouble.GONE, status)
    return Receipt(Trouble.REFUSED, status, retry_after(answer.headers.get("Retry-After", "")))


def retry_after(asked: str) -> timedelta:
    """Seconds or a date (RFC 9110, 10.2.3); nothing for anything else."""
    try:
        if asked.isascii() and asked.isdigit():
            return timedelta(seconds=int(asked))
        date = parsedate_to_datetime(asked)
    except (ValueError, OverflowError):
        return timedelta()
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(date - datetime.now(UTC), timedelta())
