"""Who comes too often waits: callers by their key, strangers by their address."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from limits.storage import MemoryStorage
from redis import Redis

import ocr_service.web
from ocr_service.domain.errors import Throttled
from ocr_service.throttle import CountingThrottle, Proof, Throttle, redis_throttle
from ocr_service.web.access import caller
from tests.fakes import House
from tests.web.client import Client

Make = Callable[[int, int], Throttle]


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.slow)])
def make(request: pytest.FixtureRequest) -> Make:
    """Each must fill its minute with the same calls, so they are told that it is one."""
    if request.param == "memory":
        return lambda calls, failures: CountingThrottle(MemoryStorage(), calls, failures)
    pool = Redis.from_url(request.getfixturevalue("redis_url")).connection_pool
    return lambda calls, failures: redis_throttle(pool, calls, failures)


def until_refused(step: Callable[[], None], most: int) -> int:
    """How often it went well; a minute may turn over meanwhile, never two."""
    for times in range(2 * most + 1):
        try:
            step()
        except Throttled:
            return times
    raise AssertionError("never refused")


def test_it_says_when_to_come_again(make: Make) -> None:
    throttle = make(1, 0)
    with pytest.raises(Throttled) as refused:
        until_refused_loudly(throttle)
    assert 0 < refused.value.seconds <= 60


def until_refused_loudly(throttle: Throttle) -> None:
    for _ in range(3):
        throttle.came("a")


def test_each_caller_has_their_own_calls(make: Make) -> None:
    throttle = make(3, 0)
    assert until_refused(lambda: throttle.came("a"), 3) >= 3
    throttle.came("b")


def test_each_address_has_its_own_failures(make: Make) -> None:
    throttle = make(0, 3)

    def fail() -> None:
        throttle.check(Proof.KEY, "192.0.2.7")
        throttle.failed(Proof.KEY, "192.0.2.7")

    assert until_refused(fail, 3) >= 3
    throttle.check(Proof.KEY, "192.0.2.8")
    throttle.check(Proof.PASSWORD, "192.0.2.7")
    throttle.came("anybody")


def test_one_customer_has_one_network_of_ipv6(make: Make) -> None:
    throttle = make(0, 3)
    hosts = iter(range(1, 100))

    def fail() -> None:
        address = f"2001:db8:1:2::{next(hosts)}"
        throttle.check(Proof.PASSWORD, address)
        throttle.failed(Proof.PASSWORD, address)

    assert until_refused(fail, 3) >= 3
    throttle.check(Proof.PASSWORD, "2001:db8:1:3::1")


def test_each_familiar_browser_has_its_own_tries(make: Make) -> None:
    """A day may turn over meanwhile, never two."""
    throttle = make(0, 0)
    allowed = [throttle.familiar("a") for _ in range(61)]
    assert all(allowed[:30])
    assert not all(allowed)
    assert throttle.familiar("b")


def test_without_redis_each_process_counts_alone() -> None:
    pool = Redis.from_url("unix:///nowhere.sock").connection_pool
    throttle = redis_throttle(pool, 3, 0)
    assert until_refused(lambda: throttle.came("a"), 3) >= 3


def throttled(house: House, **most: int) -> House:
    store = CountingThrottle(MemoryStorage(), most.get("calls", 0), most.get("failures", 0))
    return replace(house, services=replace(house.services, throttle=store))


def test_wrong_keys_are_refused_before_they_can_be_many(house: House) -> None:
    house = throttled(house, failures=5)
    stranger, known = Client(house, "ocr_wrong"), Client(house)
    answers = [stranger.get("/dossiers") for _ in range(11)]
    assert [it.status_code for it in answers[:5]] == [401] * 5
    last = answers[-1]
    assert (last.status_code, last.json["code"]) == (429, "too_many_requests")
    assert 0 < int(last.headers["Retry-After"]) <= 60
    elsewhere: Any = {"REMOTE_ADDR": "192.0.2.9"}
    assert stranger.get("/dossiers", environ_base=elsewhere).status_code == 401
    assert known.get("/dossiers").status_code == 200, "others at that address do not suffer"


def test_a_key_may_come_so_often_a_minute(house: House) -> None:
    client = Client(throttled(house, calls=5))
    codes = [client.get("/procedures").status_code for _ in range(11)]
    assert codes[:5] == [200] * 5
    assert codes[-1] == 429


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.5", "192.0.2.7"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.9.9.9, 203.0.113.5", "203.0.113.5"),
        (1, "", "192.0.2.7"),
    ],
)
def test_only_our_own_proxies_are_believed(
    house: House, proxies: int, told: str, address: str
) -> None:
    settings = house.services.settings.model_copy(update={"proxies": proxies})
    client = Client(replace(house, services=replace(house.services, settings=settings)))
    seen: list[str] = []
    client.app.before_request(lambda: seen.append(caller().address))
    headers = {"X-Forwarded-For": told} if told else {}
    client.get("/procedures", headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert seen == [address]


def test_the_front_door_reaches_dossiers_through_their_owner_only() -> None:
    (folder,) = ocr_service.web.__path__
    reaching = [
        path.name for path in Path(folder).rglob("*.py") if ".dossiers." in path.read_text("utf-8")
    ]
    assert reaching == []
