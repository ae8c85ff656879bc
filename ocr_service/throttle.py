"""How often somebody may come: counted in Redis for all machines, else in this process alone."""

import time
from collections.abc import Callable
from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import Protocol

from limits import RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter, RateLimiter
from redis import ConnectionPool
from redis.exceptions import RedisError

from ocr_service.domain.errors import Throttled

CAME = "came"
CUSTOMERS = 64  # bits of an IPv6 address that tell one customer from another
FAMILIAR = "familiar"
FAMILIAR_TRIES = RateLimitItemPerDay(30)  # about what a locked account allows strangers
ALONE_SECONDS = 5  # how long Redis is not asked again after it did not answer


class Proof(StrEnum):
    """What somebody failed with; each is counted by itself, so that none shuts out another's."""

    KEY = "key"
    PASSWORD = "password"  # noqa: S105 - a word, no password
    OFFICE = "office"


class Throttle(Protocol):
    """Counts who comes, and who failed to say who they are; never fails itself."""

    def came(self, caller_id: str) -> None:
        """Raises Throttled when this caller has come too often within a minute."""
        ...

    def check(self, proof: Proof, address: str) -> None:
        """Raises Throttled when too many that were wrong came from this address."""
        ...

    def failed(self, proof: Proof, address: str) -> None:
        """One more that was wrong came from this address."""
        ...

    def familiar(self, browser: str) -> bool:
        """Counts one more try, right or wrong, of a browser we know; False after too many a day."""
        ...


class CountingThrottle:
    """A Throttle by the clock's minutes; 0 means no limit."""

    def __init__(self, store: Storage, calls: int, failures: int) -> None:
        self._shared = FixedWindowRateLimiter(store)
        self._alone = FixedWindowRateLimiter(MemoryStorage())
        self._calls = RateLimitItemPerMinute(calls) if calls else None
        self._failures = RateLimitItemPerMinute(failures) if failures else None
        self._alone_until = 0.0

    def came(self, caller_id: str) -> None:
        most = self._calls
        if most is not None and not self._ask(lambda it: it.hit(most, CAME, caller_id)):
            raise Throttled(seconds_left())

    def check(self, proof: Proof, address: str) -> None:
        most, of = self._failures, (proof.value, network_of(address))
        if most is not None and not self._ask(lambda it: it.test(most, *of)):
            raise Throttled(seconds_left())

    def failed(self, proof: Proof, address: str) -> None:
        most, of = self._failures, (proof.value, network_of(address))
        if most is not None:
            self._ask(lambda it: it.hit(most, *of))

    def familiar(self, browser: str) -> bool:
        return self._ask(lambda it: it.hit(FAMILIAR_TRIES, FAMILIAR, browser))

    def _ask(self, question: Callable[[RateLimiter], bool]) -> bool:
        if time.monotonic() >= self._alone_until:
            try:
                return question(self._shared)
            except RedisError:
                self._alone_until = time.monotonic() + ALONE_SECONDS
        return question(self._alone)


def network_of(address: str) -> str:
    """The address; of IPv6 the /64 that one customer has to choose from."""
    try:
        told = ip_address(address)
    except ValueError:
        return address
    if told.version == 4:
        return address
    return str(ip_network((told, CUSTOMERS), strict=False))


def seconds_left() -> int:
    """Until the minute ends that was counted in."""
    return 60 - int(time.time()) % 60


def redis_throttle(pool: ConnectionPool, calls: int, failures: int) -> CountingThrottle:
    """Counts in Redis: at most ``calls`` of a caller and ``failures`` of an address a minute."""
    store = RedisStorage("redis://", connection_pool=pool, key_prefix="throttle")
    return CountingThrottle(store, calls, failures)
