"""What all pages share: the bar with the rooms, two languages, nothing for axe to blame."""

from pathlib import Path

import pytest

from ocr_service.domain.access import Role
from tests.fakes import House
from tests.screens.screen import Screen, signed_in

pytestmark = pytest.mark.slow
WEB = Path(__file__).parents[2] / "ocr_service" / "web"
LONG = "Nguyễn Thị Minh Khai Hoàng Phủ Ngọc Tường Vi"


def test_the_first_pages_are_sound(screen: Screen, house: House) -> None:
    screen.sound_everywhere("/sign-in")
    screen.picture("sign-in")
    signed_in(screen, house, LONG, Role.ADMIN, "000.05.16.H29")
    screen.sound_everywhere("/")
    screen.picture("home")


def test_the_language_is_switched_and_stays(screen: Screen, house: House) -> None:
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42.1")
    page.click("text=English")
    assert page.inner_text("h1") == "Hello, Lan"
    assert page.locator("html").get_attribute("lang") == "en"
    screen.go("/")
    page.click("text=Tiếng Việt")
    assert page.inner_text("h1") == "Xin chào, Lan"
    assert not screen.complaints


def test_who_works_in_which_rooms(screen: Screen, house: House) -> None:
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42.1")
    assert page.locator(".me .agency").inner_text() == "H42.1"
    rooms = page.locator(".rooms a").all_inner_texts()
    assert "Vận hành" not in rooms
    assert "Kiểm tra" not in rooms
