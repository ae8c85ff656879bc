"""One Chromium for the tests of a module; a house and its address for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from ocr_service.web import create_app
from tests.fakes import House
from tests.screens.screen import CHROMIUM, FLAGS, Screen, new_screen, served


@pytest.fixture(scope="module")  # as long as it lives, no other test may have a loop of asyncio
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House.in_folder(tmp_path)


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with served(create_app(house.services)) as url:
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
