"""How often somebody may come: counted in Redis for all machines, else in this process alone."""

import time
from collections.abc import Callable
from typing import Protocol

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter, RateLimiter
from redis import ConnectionPool
from redis.exceptions import RedisError

from ocr_service.domain.errors import Throttled

FAILED, CAME = "failed", "came"
ALONE_SECONDS = 5  # how long Redis is not asked again after it did not answer


class Throttle(Protocol):
    """Counts who comes, and who failed to say who they are; never fails itself."""

    def came(self, caller_id: str) -> None:
        """Raises Throttled when this caller has come too often within a minute."""
        ...

    def check(self, address: str) -> None:
        """Raises Throttled when too many wrong keys or passwords came from this address."""
        ...

    def failed(self, address: str) -> None:
        """One more wrong key or password came from this address."""
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

    def check(self, address: str) -> None:
        most = self._failures
        if most is not None and not self._ask(lambda it: it.test(most, FAILED, address)):
            raise Throttled(seconds_left())

    def failed(self, address: str) -> None:
        most = self._failures
        if most is not None:
            self._ask(lambda it: it.hit(most, FAILED, address))

    def _ask(self, question: Callable[[RateLimiter], bool]) -> bool:
        if time.monotonic() >= self._alone_until:
            try:
                return question(self._shared)
            except RedisError:
                self._alone_until = time.monotonic() + ALONE_SECONDS
        return question(self._alone)


def seconds_left() -> int:
    """Until the minute ends that was counted in."""
    return 60 - int(time.time()) % 60


def redis_throttle(pool: ConnectionPool, calls: int, failures: int) -> CountingThrottle:
    """Counts in Redis: at most ``calls`` of a caller and ``failures`` of an address a minute."""
    store = RedisStorage("redis://", connection_pool=pool, key_prefix="throttle")
    return CountingThrottle(store, calls, failures)
