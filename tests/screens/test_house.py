"""What all pages share: the bar with the rooms, two languages, nothing for axe to blame."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pyotp import TOTP

from ocr_service.domain.access import Role
from tests.fakes import House
from tests.screens.screen import DESK, TABLET, Screen, signed_in
from tests.web.browser import PASSWORD, earlier

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


def test_the_pages_of_ones_own_account_are_sound(screen: Screen, house: House) -> None:
    page = signed_in(screen, house, LONG, Role.CLERK, "H42.1")
    screen.sound_everywhere("/account/password")
    screen.sound_everywhere("/account/second-factor")
    phone = set_up_phone(page)
    for size in (TABLET, DESK):
        screen.size(size)
        screen.sound()
    assert page.locator(".codes li").count() == 10
    page.click("main a")
    screen.sound_everywhere("/account/recovery-codes")
    page.click("text=Đăng xuất >> nth=0")
    half_in(screen)
    screen.sound_everywhere("/sign-in/second-factor")
    page.fill("#code", phone.now())
    page.keyboard.press("Enter")
    page.wait_for_selector(".tiles")


def set_up_phone(page: Page) -> TOTP:
    """Ends at the codes on paper."""
    phone = TOTP(page.inner_text("ol code"))
    page.fill("#code", earlier(phone))
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.wait_for_selector(".codes")
    return phone


def half_in(screen: Screen) -> None:
    """The password is given, the code is not."""
    page = screen.page
    page.fill("#name", LONG)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#code")


def test_what_is_not_here_or_not_for_one_is_told_kindly(screen: Screen, house: House) -> None:
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42.1")
    screen.expected = {403, 404}
    screen.sound_everywhere("/no-such-page")
    assert "Về trang chủ" in page.inner_text("main")
    screen.sound_everywhere("/operations")
    assert "không được phép" in page.inner_text("main")
