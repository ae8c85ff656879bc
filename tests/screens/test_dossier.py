"""Dossiers on the screen: found, looked through, set in order by mouse and keys, followed live."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ocr_service.domain.access import Role
from tests.fakes import House, scan_of
from tests.screens.arranging import AGENCY, LONG_NAME, drag, papers, sent, wait_for
from tests.screens.drawing import DrawingReader
from tests.screens.screen import Screen, signed_in
from tests.web.client import Client

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> House:
    return replace(House.in_folder(tmp_path), reader=DrawingReader())


def test_the_list_is_searched(screen: Screen, house: House) -> None:
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next="/dossiers")
    assert "Chưa có hồ sơ nào" in page.inner_text("main")
    screen.sound()
    screen.picture("dossiers-empty")
    for number in range(1, 4):
        sent(house, ("1.pdf", scan_of("sure one")), dossier_code=f"H42.1-2026-00{number}")
    sent(house, ("a.pdf", scan_of("", "x")), (LONG_NAME, scan_of("broken")), procedure_code="birth")
    sent(house, ("1.pdf", scan_of("theirs")), dossier_code="H42.10-1", agency_code="H42.10")
    screen.go("/dossiers")
    assert page.locator("tbody tr").count() == 4, "another agency's are not here"
    screen.picture("dossiers")
    page.fill("#code", "h42.1-2026-002")
    page.keyboard.press("Enter")
    page.wait_for_url("**code=h42*")
    assert page.locator("tbody th").all_inner_texts() == ["H42.1-2026-002"]
    page.fill("#code", "H99")
    page.keyboard.press("Enter")
    page.wait_for_selector(".empty")
    screen.sound()
    screen.sound_everywhere("/dossiers", "tbody")
    page.click("tbody a >> nth=1")
    page.wait_for_selector(".leaf")


def test_pages_are_set_in_order_by_keys_alone(screen: Screen, house: House, working: None) -> None:
    dossier_id = sent(
        house, ("1.pdf", scan_of("một", "hai", "blurred ba", "")), procedure_code="birth"
    )
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    assert papers(page) == [1, 1, 1]
    assert "Trang 3: quét lại – ảnh mờ hoặc nhòe" in page.inner_text("#dossier")
    page.focus(".leaf .picture")
    moved_and_back(page)
    turned_and_blank(page)
    looked_at(page)
    screen.sound()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.fill("#before", "1")
    page.keyboard.press("Enter")
    wait_for(page, "/1", "/2", "/3", "/4")
    screen.sound()


def moved_and_back(page: Page) -> None:
    page.keyboard.press("Alt+ArrowRight")
    wait_for(page, "/2", "/1", "/3", "/4")
    assert "Đã chuyển trang 1." in page.inner_text("#toasts")
    page.keyboard.press("Control+z")
    wait_for(page, "/1", "/2", "/3", "/4")
    page.keyboard.press("Control+y")
    wait_for(page, "/2", "/1", "/3", "/4")


def turned_and_blank(page: Page) -> None:
    page.keyboard.press("r")
    page.wait_for_selector(".leaf[data-place$='/1'] img[width='594']")
    wait_for(page, "/2", "/1", "/3", "/4")
    page.keyboard.press("b")
    page.wait_for_selector(".leaf.blank[data-place$='/1']")
    wait_for(page, "/2", "/1", "/3", "/4")


def looked_at(page: Page) -> None:
    """Large, and the keys; these stay open."""
    page.keyboard.press("Enter")
    page.wait_for_selector("#large[open] img")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")


def test_pages_are_dragged_and_replaced_by_mouse(
    screen: Screen, house: House, working: None
) -> None:
    dossier_id = sent(house, ("1.pdf", scan_of("một", "hai", "ba")))
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    drag(page, "/3", "/1")
    wait_for(page, "/3", "/1", "/2")
    page.click("#toasts button")
    wait_for(page, "/1", "/2", "/3")
    screen.expected.add(404)  # a page may be gone by the time that its picture is asked for
    page.click(".leaf[data-place$='/2'] .picture")
    with page.expect_file_chooser() as chooser:
        page.click("[data-act=replace]")
    chooser.value.set_files(
        {"name": "x.pdf", "mimeType": "application/pdf", "buffer": scan_of("tốt hơn")}
    )
    wait_for(page, "/1", "/1", "/3")
    assert page.locator(".leaf").count() == 3
    page.click("[data-act=undo]")
    wait_for(page, "/1", "/2", "/3")
    screen.sound()


def test_several_pages_are_chosen_by_touch(screen: Screen, house: House, working: None) -> None:
    dossier_id = sent(house, ("1.pdf", scan_of("một", "hai", "ba")))
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    page.click("[data-act=many]")
    for place in ("/1", "/3"):
        page.click(f".leaf[data-place$='{place}'] .picture")
    assert page.inner_text("#chosen") == "Đang chọn 2 trang"
    page.click("[data-act=blank]")
    page.wait_for_function("() => document.querySelectorAll('.leaf.blank').length === 2")
    wait_for(page, "/1", "/2", "/3")
    assert page.get_attribute("[data-act=many]", "aria-pressed") == "true"
    screen.sound()


def test_it_is_followed_live_without_reload(screen: Screen, house: House) -> None:
    client = Client(house)
    dossier_id = client.send(("1.pdf", scan_of("sure một", "sure hai")), agency_code=AGENCY).json[
        "id"
    ]
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    page.evaluate("window.stayed = true")
    screen.sound()
    house.work_all()
    page.wait_for_selector(".leaf")
    assert page.inner_text(".head .badge") == "Đã chấp nhận"
    assert page.evaluate("window.stayed")


def test_one_that_was_erased_is_told_kindly(screen: Screen, house: House) -> None:
    dossier_id = sent(house, ("1.pdf", scan_of("một")))
    Client(house).call("DELETE", f"/api/v1/dossiers/{dossier_id}")
    screen.expected.add(410)
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY)
    screen.go(f"/dossiers/{dossier_id}")
    assert "đã được xóa hẳn" in page.inner_text("main")
    screen.sound()


def test_a_whole_dossier_is_sound_everywhere(screen: Screen, house: House) -> None:
    texts = [
        "sure đơn xin xác nhận",
        "blurred giấy khai sinh",
        "",
        *[f"trang {it}" for it in range(9)],
    ]
    dossier_id = sent(
        house,
        ("1.pdf", scan_of(*texts)),
        (LONG_NAME, scan_of("broken")),
        procedure_code="birth",
        dossier_code="H42.1-2026-0001234",
    )
    signed_in(screen, house, "Lan", Role.ADMIN)
    screen.sound_everywhere(f"/dossiers/{dossier_id}", ".leaf img")
    screen.page.wait_for_function("() => [...document.images].slice(0, 3).every(it => it.complete)")
    screen.picture("dossier")
    screen.page.evaluate("window.scrollTo(0, 700)")
    screen.picture("dossier-pages")
