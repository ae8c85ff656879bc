"""An administrator at work: sees what goes on, mends what has failed, lets people in."""

import pytest

from ocr_service.actions.erase import erase
from ocr_service.domain.access import Role
from ocr_service.domain.webhook import Event
from tests.fakes import House, scan_of
from tests.receiver import Receiver
from tests.screens.screen import Screen, signed_in
from tests.web.browser import person
from tests.web.client import Client

pytestmark = pytest.mark.slow
BROKEN = b"%PDF-fake\nbroken"
LONG = "Giấy khai sinh bản chính của cháu út nhà bác Hai ở thôn Đoài quét lại lần thứ ba (2)"
PLACES = ("", "/failures", "/users", "/keys", "/webhooks", "/deliveries", "/storage")


def furnished(house: House, url: str) -> None:
    """Something stands in every room."""
    client = Client(house)
    told = {"url": url, "events": [Event.DOSSIER_SETTLED.value], "agency_code": "H42.1"}
    client.post("/webhooks", json=told)
    for number in range(3):
        sent = ((f"{LONG} {number}.pdf", BROKEN), (f"{number}.pdf", scan_of("one")))
        client.settled(*sent, dossier_code=f"H42.1-261126-000{number}", agency_code="H42.1")
    gone = client.settled(("x.pdf", scan_of("one")), agency_code="H42.1")
    erase(gone["id"], "Người nộp rút hồ sơ", custody=house.services.custody)
    client.send(("4.pdf", scan_of("one", "two")), agency_code="H42.1")
    person(house, "Nguyễn Thị Minh Khai", Role.CLERK, "H42.1")


def test_every_room_of_an_administrator_is_sound(screen: Screen, house: House) -> None:
    signed_in(screen, house, "An", Role.ADMIN)
    for place in ("/users", "/failures", "/deliveries"):
        screen.go(f"/operations{place}")
        screen.sound()  # empty, but for oneself
    furnished(house, "http://127.0.0.1:9/một-cửa")
    for place in PLACES:
        screen.sound_everywhere(f"/operations{place}")
        screen.picture(f"operations{place.replace('/', '-')}")


def test_what_goes_on_is_seen_without_loading_again(screen: Screen, house: House) -> None:
    page = signed_in(screen, house, "An", Role.ADMIN, next="/operations")
    page.wait_for_selector("text=Cập nhật lúc")
    waiting = page.locator('[data-figure="work.0.waiting"]')
    assert waiting.inner_text() == "0"
    Client(house).send(("4.pdf", scan_of("one")))
    page.wait_for_selector('[data-figure="work.0.waiting"]:text-is("1")')
    assert not screen.complaints


def test_failures_are_mended_and_people_let_in(screen: Screen, house: House) -> None:
    with Receiver().listening() as receiver:
        furnished(house, receiver.url)
        page = signed_in(screen, house, "An", Role.ADMIN, next="/operations/failures")
        page.click("text=Đọc lại tất cả…")
        screen.sound()
        page.click("button:has-text('Đọc lại tất cả')")
        assert "Đã cho đọc lại 3 hồ sơ" in page.inner_text(".done")
        page.click("text=Nơi nhận thông báo")
        page.click("text=Gửi thử…")
        page.click("button:has-text('Gửi thử')")
        assert "HTTP 204" in page.inner_text(".done")
    page.click(".within >> text=Tài khoản")
    let_in(screen)
    page.reload()  # makes no second one
    page.wait_for_selector("text=Chưa đổi mật khẩu đầu tiên")
    page.click("text=Ngừng tài khoản…")
    screen.sound()
    screen.picture("operations-ask")
    page.click("button:has-text('Ngừng tài khoản')")
    page.wait_for_selector("text=Đã ngừng")
    screen.sound()


def let_in(screen: Screen) -> None:
    """A new account; ends where its first password is shown."""
    page = screen.page
    page.click("summary:has-text('Lập tài khoản')")
    page.fill("#name", "Mai")
    page.fill("#agency", "H42.1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#secret")
    screen.sound()
    screen.picture("operations-first-password")
