"""Children that die are started again, ever more slowly; all stop when told."""

import sys
import time

import pytest

from tests.workers.service import eventually
from workers.supervise import Child, Household

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def look(household: Household) -> None:
    for child in household.children:
        child.look_after(time.monotonic())


def pid(child: Child) -> int:
    return child.process.pid if child.process else 0


def test_a_dead_child_is_started_again() -> None:
    household, child = Household(), Child("sleeper", SLEEPER, {})
    household.add(child)
    first = pid(child)
    assert child.process
    child.process.kill()
    eventually(lambda: look(household) or pid(child) not in (0, first))
    household.stop()
    assert child.process.poll() is not None


def test_the_dead_are_buried_before_the_pause_is_over() -> None:
    buried: list[float] = []
    child = Child("mayfly", [sys.executable, "-c", ""], {}, bury=lambda: buried.append(child.due))
    child.start(0.0)
    assert child.process
    child.process.wait()
    child.look_after(1.0)
    assert buried == [child.due]
    assert child.due > 1.0


def test_a_child_that_dies_at_once_is_given_pauses() -> None:
    child = Child("mayfly", [sys.executable, "-c", ""], {})
    child.start(0.0)
    pauses = []
    for now in (1.0, 10.0, 20.0):
        assert child.process
        child.process.wait()
        child.look_after(now)
        pauses.append(child.due - now)
        child.start(now)
    assert pauses == sorted(pauses)
    assert pauses[2] >= pauses[0] * 4


def test_all_stop_together() -> None:
    household = Household()
    for number in range(3):
        household.add(Child(str(number), SLEEPER, {}))
    household.stop()
    assert all(child.process and child.process.poll() is not None for child in household.children)


def test_a_child_that_had_lived_for_long_is_started_again_at_once() -> None:
    """Else one that is killed now and then, by whatever, would be away ever longer."""
    child = Child("mayfly", [sys.executable, "-c", ""], {})
    for lived, pause in ((1.0, 0.2), (1.0, 0.4), (1.0, 0.8), (11.0, 0.2)):
        child.start(0.0)
        assert child.process
        child.process.wait()
        child.look_after(lived)
        assert child.due - lived == pytest.approx(pause)
