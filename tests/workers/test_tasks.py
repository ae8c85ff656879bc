"""The queue is not trusted: JSON, ids and one task only."""

from dataclasses import replace
from importlib import import_module

import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from ocr_service.domain.ids import new_id
from ocr_service.domain.work import Work, WorkKind
from ocr_service.jobs import QUEUES, TASK, RqBell
from workers.worker import KnownJob

pytestmark = pytest.mark.slow


@pytest.fixture
def redis(redis_url: str) -> Redis:
    return Redis.from_url(redis_url)


def work() -> Work:
    return Work(new_id(), WorkKind.OPEN, new_id())


def queue(redis: Redis, name: str = "batch") -> Queue:
    return Queue(name, connection=redis, serializer=JSONSerializer, job_class=KnownJob)


def test_the_name_of_the_task_is_a_task() -> None:
    module, _, name = TASK.rpartition(".")
    assert callable(getattr(import_module(module), name))


def test_a_job_holds_the_id_only_and_does_not_stay(redis: Redis) -> None:
    asked = work()
    RqBell(redis).ring([asked])
    (job,) = queue(redis).jobs
    assert job.args == [asked.id]
    assert not job.kwargs
    assert job.timeout >= 300
    assert 0 < job.failure_ttl <= 24 * 3600
    assert job.result_ttl == 0
    assert 0 < redis.ttl(job.key) <= 7 * 24 * 3600
    assert b"\x80" not in redis.hget(job.key, "data")[:2]


def test_what_is_read_is_settled_before_more_is_read(redis: Redis) -> None:
    reading, settling = work(), replace(work(), kind=WorkKind.SETTLE)
    RqBell(redis).ring([reading, settling])
    assert [job.args for job in queue(redis).jobs] == [[settling.id], [reading.id]]


def test_no_other_task_is_run(redis: Redis) -> None:
    bad = queue(redis).enqueue("os.getcwd", failure_ttl=60)
    worker = SimpleWorker(
        [queue(redis)], connection=redis, serializer=JSONSerializer, job_class=KnownJob
    )
    worker.work(burst=True)
    assert bad.get_status(refresh=True) == "failed"
    assert "not a task of ours" in bad.latest_result().exc_string


def test_what_is_unheard_is_known(redis: Redis) -> None:
    bell, heard, lost = RqBell(redis), work(), work()
    bell.ring([heard, heard])
    assert bell.unheard([heard, lost]) == (lost,)
    redis.flushall()
    assert bell.unheard([heard, lost]) == (heard, lost)


def test_the_counter_goes_first() -> None:
    assert QUEUES == ("counter", "batch")
