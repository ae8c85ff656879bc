"""Posts to an address that was checked and to no other, as all do who call outside."""

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from threading import Thread

import httpx

from ocr_service.courier.addresses import Destination, Resolve, admit, host_of, look_up
from ocr_service.setting_kinds import Network

CONNECT_SECONDS = 4.0  # so that a second address of the same host gets its turn
# A connection is known by its address, but was trusted for one host there: no other may use it.
NEVER_SHARED = httpx.Limits(max_connections=None, max_keepalive_connections=0)


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted; ``headers`` are all but those that say where to."""

    body: bytes
    headers: Mapping[str, str]


class Line:
    """To one system outside: its address, its key, the seconds that one call may take.

    ``private`` are the networks inside our walls that it may lie in.
    """

    patience = 20.0

    def __init__(
        self,
        url: str,
        key: str,
        private: Sequence[Network] = (),
        resolve: Resolve = look_up,
        seconds: float = 0.0,
    ) -> None:
        self._url = url
        self._key = key
        self._private = tuple(private)
        self._resolve = resolve
        self._seconds = seconds or self.patience

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()


def new_client(trust: ssl.SSLContext, seconds: float) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=trust,
        trust_env=False,  # a proxy would connect elsewhere than we have checked
        timeout=httpx.Timeout(seconds, connect=CONNECT_SECONDS),
        limits=NEVER_SHARED,
    )


async def admitted(
    url: str, private: Sequence[Network] = (), resolve: Resolve = look_up
) -> Destination:
    """As ``admit``, without holding others up while a name is looked up, nor whoever gave up."""
    found: Future[Destination] = Future()

    def look() -> None:
        found.set_running_or_notify_cancel()
        try:
            found.set_result(admit(url, private, resolve))
        except Exception as trouble:
            found.set_exception(trouble)

    Thread(target=look, daemon=True).start()  # a pool would be waited for to its end
    return await asyncio.wrap_future(found)


async def post(client: httpx.AsyncClient, message: Message, place: Destination) -> httpx.Response:
    """Tries the addresses in turn until one can be connected to; the answer is still unread."""
    *others, last = place.addresses
    for address in others:
        try:
            return await post_to(client, message, place.url, address)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return await post_to(client, message, place.url, last)


async def post_to(
    client: httpx.AsyncClient, message: Message, url: httpx.URL, address: str
) -> httpx.Response:
    """Name and certificate stay those of the URL; redirects are followed nowhere."""
    request = client.build_request(
        "POST",
        url.copy_with(host=address),
        content=message.body,
        headers={**message.headers, "Host": url.netloc.decode()},
        extensions={"sni_hostname": host_of(url)},
    )
    return await client.send(request, stream=True, follow_redirects=False)
