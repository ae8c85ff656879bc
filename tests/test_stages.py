"""How long steps took, told alike by Redis and by the fake."""

from math import inf

import pytest
from redis import Redis

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.work import WorkKind
from ocr_service.stages import RedisStages, Stages
from tests.fakes import FakeStages

pytestmark = pytest.mark.slow


@pytest.fixture(params=["fake", "redis"])
def stages(request: pytest.FixtureRequest) -> Stages:
    if request.param == "fake":
        return FakeStages()
    return RedisStages(Redis.from_url(request.getfixturevalue("redis_url")))


def test_steps_are_added_up_by_kind(stages: Stages) -> None:
    assert stages.seen() == ()
    for seconds in (0.2, 0.3, 1000.0):
        stages.took(WorkKind.READ, seconds)
    stages.took(WorkKind.SETTLE, 0.5)
    read, settle = stages.seen()
    assert (read.kind, settle.kind) == (WorkKind.READ, WorkKind.SETTLE)
    assert read.seconds == pytest.approx(1000.5)
    assert sum(read.counts.values()) == 3
    assert settle.seconds == pytest.approx(0.5)


def test_each_step_counts_in_one_bound(redis_url: str) -> None:
    stages = RedisStages(Redis.from_url(redis_url))
    for seconds in (0.1, 0.2, 0.25, 1000.0):
        stages.took(WorkKind.READ, seconds)
    (read,) = stages.seen()
    assert {bound: many for bound, many in read.counts.items() if many} == {0.1: 1, 0.25: 2, inf: 1}


def test_sums_of_several_workers_are_one(redis_url: str) -> None:
    for _ in range(2):
        RedisStages(Redis.from_url(redis_url)).took(WorkKind.OPEN, 1.0)
    (opened,) = RedisStages(Redis.from_url(redis_url)).seen()
    assert sum(opened.counts.values()) == 2


def test_no_work_is_lost_for_a_figure() -> None:
    gone = RedisStages(Redis.from_url("unix:///nowhere/redis.sock"))
    gone.took(WorkKind.OPEN, 1.0)
    with pytest.raises(Unavailable):
        gone.seen()
