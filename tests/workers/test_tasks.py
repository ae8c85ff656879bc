"""The queue is not trusted: JSON, ids and one task only."""

import time
from importlib import import_module

import pytest
from redis import Redis
from rq import Callback, Queue, SimpleWorker
from rq.serializers import JSONSerializer

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import new_id
from ocr_service.domain.work import Work, WorkKind
from ocr_service.jobs import QUEUE, TASK, RqBell
from workers.tasks import Seat
from workers.worker import KnownJob

pytestmark = pytest.mark.slow


@pytest.fixture
def redis(redis_url: str) -> Redis:
    return Redis.from_url(redis_url)


def work() -> Work:
    return Work(new_id(), WorkKind.OPEN, new_id())


def queue(redis: Redis) -> Queue:
    return Queue(QUEUE, connection=redis, serializer=JSONSerializer, job_class=KnownJob)


def test_the_name_of_the_task_is_a_task() -> None:
    module, _, name = TASK.rpartition(".")
    assert callable(getattr(import_module(module), name))


def test_a_ring_says_nothing_and_does_not_stay(redis: Redis) -> None:
    asked = work()
    RqBell(redis, pages=10).ring([asked])
    (job,) = queue(redis).jobs
    assert not job.args
    assert not job.kwargs
    assert job.timeout >= 10 * 90
    assert asked.id not in repr(redis.hgetall(job.key))
    assert 0 < job.failure_ttl <= 24 * 3600
    assert job.result_ttl == 0
    assert 0 < redis.ttl(job.key) <= 7 * 24 * 3600
    assert b"\x80" not in redis.hget(job.key, "data")[:2]


def test_no_other_task_is_run(redis: Redis) -> None:
    bad = queue(redis).enqueue("os.getcwd", failure_ttl=60)
    worker = SimpleWorker(
        [queue(redis)], connection=redis, serializer=JSONSerializer, job_class=KnownJob
    )
    worker.work(burst=True)
    assert bad.get_status(refresh=True) == "failed"
    assert "not a task of ours" in bad.latest_result().exc_string


def test_nothing_is_called_when_a_job_has_ended(redis: Redis) -> None:
    """Whoever can write to Redis can name functions to be called afterwards too."""
    told = Callback("tests.workers.test_tasks.burgled")
    job = queue(redis).enqueue("os.getcwd", on_failure=told, on_success=told)
    SimpleWorker(
        [queue(redis)], connection=redis, serializer=JSONSerializer, job_class=KnownJob
    ).work(burst=True)
    assert job.get_status(refresh=True) == "failed"
    assert BURGLARIES == []


BURGLARIES: list[object] = []


def burgled(*told: object) -> None:
    BURGLARIES.append(told)


def test_a_ring_that_was_heard_is_counted_no_more(redis: Redis) -> None:
    bell = RqBell(redis)
    bell.ring([work(), work()])
    queue(redis).pop_job_id()
    assert bell.rings() == 1
    redis.flushall()
    assert bell.rings() == 0


def test_an_outage_is_no_failure_and_does_not_hear_all_rings_at_once(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        def serve(self) -> None:
            raise Unavailable("the database")

    monkeypatch.setattr(Seat, "digitizer", Away())
    monkeypatch.setattr("workers.tasks.OUTAGE_SECONDS", 0.3)
    RqBell(redis).ring([work(), work()])
    jobs, begun = queue(redis).jobs, time.monotonic()
    worker = SimpleWorker(
        [queue(redis)], connection=redis, serializer=JSONSerializer, job_class=KnownJob
    )
    worker.work(burst=True)
    assert time.monotonic() - begun > 0.6
    assert not queue(redis).failed_job_registry.get_job_ids()
    assert len(jobs) == 2
