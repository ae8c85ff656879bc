"""The bell that wakes a worker; the only module here that knows RQ. Rows are the truth."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq import Worker as RqWorker
from rq.serializers import JSONSerializer

from ocr_service.domain.dossier import Priority
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.work import Work, WorkKind
from ocr_service.logs import request_id

TASK = "workers.tasks.do"  # the only task that a worker will run
QUEUES = (Priority.COUNTER.value, Priority.BATCH.value)  # the first is served first

REQUEST = "request_id"  # in a job's meta: the request that led to it, for the logs

SECONDS_A_PAGE = 90
SECONDS_AT_LEAST = 300  # a big PDF is opened, a big dossier understood, within this
WAITS_AT_MOST = 7 * 24 * 3600  # then the reconciler rings again
FAILURE_KEPT = 24 * 3600
PATIENCE = 5


class Bell(Protocol):
    """Wakes workers. A bell may get lost or ring twice: the row decides."""

    def ring(self, works: Sequence[Work]) -> None:
        """Raises Unavailable when the queue cannot be reached."""
        ...

    def unheard(self, works: Sequence[Work]) -> tuple[Work, ...]:
        """Those that no queue knows of; raises Unavailable."""
        ...

    def ping(self) -> None:
        """Raises Unavailable when the queue does not answer."""
        ...

    def workers(self) -> int:
        """How many workers listen; raises Unavailable."""
        ...

    def depths(self) -> dict[str, int]:
        """How many rings wait in each queue; raises Unavailable."""
        ...


class RqBell:
    """A Bell on RQ: one job for each ring, named after the work, with ids only.

    What has been read is settled first, else no dossier of a burst were ready before its last.
    Each ring has its own job: RQ deletes a finished job, and with it a bell rung in it anew.
    """

    def __init__(self, connection: Redis) -> None:
        self._connection = connection
        self._queues = {
            name: Queue(name, connection=connection, serializer=JSONSerializer) for name in QUEUES
        }

    def ring(self, works: Sequence[Work]) -> None:
        with trouble():
            for work in works:
                self._queues[work.priority.value].enqueue_call(
                    TASK,
                    args=[work.id],
                    job_id=f"{work.id}_{secrets.token_hex(4)}",
                    timeout=seconds_for(work),
                    at_front=work.kind is WorkKind.SETTLE,
                    ttl=WAITS_AT_MOST,
                    result_ttl=0,
                    failure_ttl=FAILURE_KEPT,
                    description=f"{work.kind} {work.id}",
                    meta={REQUEST: request_id()},
                )

    def unheard(self, works: Sequence[Work]) -> tuple[Work, ...]:
        if not works:
            return ()
        with trouble():
            queued = [job_id for queue in self._queues.values() for job_id in queue.job_ids]
        known = {job_id.partition("_")[0] for job_id in queued}
        return tuple(work for work in works if work.id not in known)

    def ping(self) -> None:
        with trouble():
            self._connection.ping()

    def workers(self) -> int:
        with trouble():
            return RqWorker.count(connection=self._connection)

    def depths(self) -> dict[str, int]:
        with trouble():
            return {name: queue.count for name, queue in self._queues.items()}


def connect(url: str) -> Redis:
    """A connection that answers or fails within seconds, never hangs."""
    return Redis.from_url(url, socket_connect_timeout=PATIENCE, health_check_interval=30)


def seconds_for(work: Work) -> int:
    pages = work.pages if work.kind is WorkKind.READ else 0
    return SECONDS_AT_LEAST + SECONDS_A_PAGE * pages


@contextmanager
def trouble() -> Iterator[None]:
    try:
        yield
    except RedisError as lost:
        raise Unavailable(f"the queue: {type(lost).__name__}") from lost
