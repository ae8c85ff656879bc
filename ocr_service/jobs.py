"""The bell that wakes a worker; the only module here that knows RQ. Rows are the truth."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from redis import Redis
from redis.backoff import ConstantBackoff, NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq import Worker as RqWorker
from rq.serializers import JSONSerializer

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.work import Work

TASK = "workers.tasks.serve"  # the only task that a worker will run
QUEUE = "work"

SECONDS_A_PAGE = 90
SECONDS_AT_LEAST = 300  # a big PDF is opened, a big dossier understood, within this
WAITS_AT_MOST = 7 * 24 * 3600  # then the reconciler rings again
FAILURE_KEPT = 24 * 3600
PATIENCE = 2  # seconds; workers, who wait for a ring, are more patient by themselves


class Bell(Protocol):
    """Wakes workers, each ring one of them. A ring may get lost or come twice: rows decide."""

    def ring(self, works: Sequence[Work]) -> None:
        """Once for each; who wakes takes the work whose turn it is, perhaps none of these.

        Raises Unavailable when the queue cannot be reached.
        """
        ...

    def wake(self) -> None:
        """Once, before all other rings: somebody looks at the screen and waits.

        Raises Unavailable when the queue cannot be reached.
        """
        ...

    def rings(self) -> int:
        """How many rings nobody has heard yet; raises Unavailable."""
        ...

    def ping(self) -> None:
        """Raises Unavailable when the queue does not answer."""
        ...

    def workers(self) -> int:
        """How many workers listen; raises Unavailable."""
        ...


class RqBell:
    """A Bell on RQ: one job for each ring. It says nothing; ``pages`` is the most that one takes.

    Whose turn it is, no queue can know: rings stand in line, agencies and counters do not.
    """

    def __init__(self, connection: Redis, pages: int = 3) -> None:
        self._connection = connection
        self._queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
        self._seconds = SECONDS_AT_LEAST + SECONDS_A_PAGE * pages

    def ring(self, works: Sequence[Work]) -> None:
        with trouble():
            for _ in works:
                self._ring_once()

    def wake(self) -> None:
        with trouble():
            self._ring_once(at_front=True)

    def _ring_once(self, at_front: bool = False) -> None:
        self._queue.enqueue_call(
            TASK,
            timeout=self._seconds,
            ttl=WAITS_AT_MOST,
            result_ttl=0,
            failure_ttl=FAILURE_KEPT,
            description="a ring",
            at_front=at_front,
        )

    def rings(self) -> int:
        with trouble():
            return self._queue.count

    def ping(self) -> None:
        with trouble():
            self._connection.ping()

    def workers(self) -> int:
        with trouble():
            return RqWorker.count(connection=self._connection)


def connect(url: str, tries: int = 1) -> Redis:
    """A connection that answers or fails within seconds, never hangs.

    What was lost is asked for again, at once or (``tries`` above 1) every second: Redis may have
    been started anew. Silence is not.
    """
    return Redis.from_url(
        url,
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        health_check_interval=30,
        retry=Retry(
            NoBackoff() if tries == 1 else ConstantBackoff(1),
            tries,
            supported_errors=(ConnectionLost,),
        ),
    )


@contextmanager
def trouble() -> Iterator[None]:
    try:
        yield
    except RedisError as lost:
        raise Unavailable(f"the queue: {type(lost).__name__}") from lost
