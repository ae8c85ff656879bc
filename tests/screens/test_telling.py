"""What goes wrong between a page and the house: told with its remedy, and nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ocr_service.domain.access import Role
from tests.fakes import House, scan_of
from tests.screens.drawing import DrawingReader
from tests.screens.screen import Screen, signed_in
from tests.web.browser import PASSWORD, person
from tests.web.client import Client

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> House:
    return replace(House.in_folder(tmp_path), reader=DrawingReader())


def sign_in(tab: Page, name: str) -> None:
    tab.fill("#name", name)
    tab.fill("#password", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".me")


def turn_first(page: Page) -> None:
    """Asks for a change, once the dossier stands still."""
    page.wait_for_selector("#dossier[aria-busy=false]")
    page.focus(".leaf .picture")
    page.keyboard.press("r")


def test_what_goes_wrong_on_the_way_is_told_and_nothing_is_lost(
    screen: Screen, house: House, working: None
) -> None:
    client = Client(house)
    dossier_id = client.settled(("1.pdf", scan_of("một")), agency_code="H42.1")["id"]
    screen.breakable()
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42.1", f"/dossiers/{dossier_id}")
    screen.expected |= {401, 403, 502}
    tab = sign_in_again_beside(screen, house)
    turn_first(page)
    expect(page.locator("#toasts")).to_contain_text("Đã xoay trang 1")
    trouble = page.locator(".toast.trouble")
    expect(trouble).to_have_count(0)
    tab.click(".top >> text=Đăng xuất")
    sign_in(tab, person(house, "Mai", agency_code="H42").name)
    turn_first(page)
    expect(trouble).to_contain_text("Người khác vừa đăng nhập")
    page.route("**/edits", lambda it: it.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    turn_first(page)
    expect(trouble.last).to_contain_text("Máy chủ chưa làm được việc này (mã 502). Hãy đợi")
    trouble.last.get_by_role("button", name="Đóng").click()
    expect(trouble).to_have_count(1)
    assert len(client.get(f"/dossiers/{dossier_id}/edits").json["items"]) == 1


def sign_in_again_beside(screen: Screen, house: House) -> Page:
    """Lan's session is over, which is told with the way back: another tab, this one."""
    lan = house.services.people.accounts.named("Lan")
    assert lan
    house.services.people.sessions.sign_out(lan.id)
    turn_first(screen.page)
    trouble = screen.page.locator(".toast.trouble")
    expect(trouble).to_contain_text("Phiên làm việc đã hết. Hãy đăng nhập lại")
    screen.sound()
    with screen.page.context.expect_page() as opened:
        trouble.get_by_role("link").click()
    sign_in(opened.value, "Lan")
    return opened.value
