"""One Chromium for the tests of a module; a house and its address for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser

from benchmarks.screens import browser
from benchmarks.screens.browser import served
from tests.fakes import House
from tests.screens.screen import Screen, new_screen


@pytest.fixture(scope="module")  # as long as it lives, no other test may have a loop of asyncio
def chromium() -> Iterator[Browser]:
    with browser.chromium() as opened:
        yield opened


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House.in_folder(tmp_path)


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with served(house.app) as url:
        yield url


@pytest.fixture
def open_screen(
    chromium: Browser, address: str, pytestconfig: pytest.Config
) -> Iterator[Callable[..., Screen]]:
    """Opens a window of its own for each call; all are closed at the end."""
    opened: list[Screen] = []

    def open_one(**options: tuple[int, int]) -> Screen:
        shots = bool(pytestconfig.getoption("--shots"))
        opened.append(new_screen(chromium, address, shots=shots, **options))
        return opened[-1]

    yield open_one
    for screen in opened:
        screen.page.context.close()


@pytest.fixture
def screen(open_screen: Callable[..., Screen]) -> Screen:
    return open_screen()


@pytest.fixture
def working(house: House) -> Iterator[None]:
    """A worker beside the screen, who takes up at once what there is to do."""
    over = Event()

    def work() -> None:
        while not over.wait(0.05):
            house.work_all()

    worker = Thread(target=work, daemon=True)
    worker.start()
    yield
    over.set()
    worker.join()
