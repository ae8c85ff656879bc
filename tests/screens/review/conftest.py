"""Two auditors at the review desk of a house whose papers are drawn."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ocr_service.domain.access import Role
from tests.fakes import House
from tests.screens.papers import PaperHouse
from tests.screens.review.desk import LAN, MINH
from tests.screens.screen import Screen, signed_in


@pytest.fixture
def house(tmp_path: Path) -> PaperHouse:
    """Where people look also at all that the machine accepts."""
    return PaperHouse.of(House.in_folder(tmp_path, sample_share=1))


@pytest.fixture
def lan(screen: Screen, house: PaperHouse) -> Screen:
    signed_in(screen, house, LAN, Role.AUDITOR)
    return screen


@pytest.fixture
def minh(open_screen: Callable[..., Screen], house: PaperHouse) -> Screen:
    screen = open_screen()
    signed_in(screen, house, MINH, Role.AUDITOR)
    return screen
