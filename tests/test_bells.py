"""What every bell promises, RQ's and the one that tests ring instead."""

import subprocess
from tempfile import TemporaryDirectory

import pytest
from redis import Redis

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import new_id
from ocr_service.domain.work import Work, WorkKind
from ocr_service.jobs import Bell, RqBell, connect
from tests.fakes import FakeBell


@pytest.fixture(params=["fake", pytest.param("rq", marks=pytest.mark.slow)])
def bell(request: pytest.FixtureRequest) -> Bell:
    if request.param == "fake":
        return FakeBell()
    return RqBell(Redis.from_url(request.getfixturevalue("redis_url")))


@pytest.fixture(params=["fake", "rq"])
def broken(request: pytest.FixtureRequest) -> Bell:
    """A bell that nobody answers."""
    if request.param == "fake":
        return FakeBell(broken=True)
    return RqBell(Redis.from_url("unix:///nowhere/redis.sock"))


def work() -> Work:
    return Work(new_id(), WorkKind.OPEN, new_id())


def test_rings_are_counted(bell: Bell) -> None:
    assert bell.rings() == 0
    twice = work()
    bell.ring([twice])
    bell.ring([twice, work()])
    assert bell.rings() == 3
    bell.ring([])
    assert bell.rings() == 3
    bell.wake()
    assert bell.rings() == 4


def test_a_bell_that_is_there_answers(bell: Bell) -> None:
    bell.ping()
    assert bell.workers() >= 0


def test_a_bell_that_is_gone_is_an_outage(broken: Bell) -> None:
    acts = (
        lambda: broken.ring([work()]),
        broken.wake,
        broken.rings,
        broken.ping,
        broken.workers,
    )
    for act in acts:
        with pytest.raises(Unavailable):
            act()


@pytest.mark.slow
def test_a_worker_waits_for_a_redis_that_is_started_anew() -> None:
    with TemporaryDirectory(dir="/tmp") as folder:
        socket = f"{folder}/redis.sock"
        command = ["redis-server", "--port", "0", "--unixsocket", socket, "--save", ""]
        late = f"sleep 1.5; exec {' '.join(command)}"
        server = subprocess.Popen(["sh", "-c", late], stdout=subprocess.DEVNULL, cwd=folder)
        try:
            with pytest.raises(Unavailable):
                RqBell(connect(f"unix://{socket}")).ping()
            RqBell(connect(f"unix://{socket}", tries=30)).ping()
        finally:
            server.terminate()
            server.wait(10)
