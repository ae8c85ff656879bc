"""A dossier on the screen, mended: a step back, its code, more papers, files that failed."""

from dataclasses import replace
from pathlib import Path

import pytest

from ocr_service.domain.access import Role
from tests.fakes import House, scan_of
from tests.screens.arranging import AGENCY, LONG_NAME, sent, wait_for
from tests.screens.drawing import DrawingReader
from tests.screens.screen import Screen, signed_in
from tests.web.client import Client

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> House:
    return replace(House.in_folder(tmp_path), reader=DrawingReader())


def test_a_step_back_waits_until_the_pages_have_been_read(screen: Screen, house: House) -> None:
    """And whatever else is asked for meanwhile is answered, for all to see."""
    dossier_id = sent(house, ("1.pdf", scan_of("một", "hai")))
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    page.focus(".leaf .picture")
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#toasts >> text=Đã chuyển trang 1.")
    page.keyboard.press("r")
    page.wait_for_selector("#toasts >> text=các nút sửa trang dùng được ngay khi đọc xong")
    page.click("#toasts button")
    page.wait_for_selector("#toasts >> text=sẽ làm ngay khi đọc xong")
    screen.sound()
    house.work_all()
    page.wait_for_selector("#toasts >> text=Đã hoàn tác.")
    house.work_all()
    wait_for(page, "/1", "/2")


def test_its_code_and_procedure_are_corrected(screen: Screen, house: House) -> None:
    dossier_id = sent(house, ("1.pdf", scan_of("sure một")))
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    assert "Bấm “Sửa mã, thủ tục…” để chọn thủ tục." in page.inner_text("#dossier")
    page.click("[data-act=codes]")
    screen.sound()
    page.fill("#its-code", "H42.1-2026-0007")
    page.select_option("#its-procedure", "birth")
    page.fill("#its-competent", "H43.7")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('H42.1-2026-0007')")
    assert "Đã có" in page.inner_text(".papers .here")
    assert "Đã sửa mã, thủ tục" in page.inner_text("#toasts")
    assert "thẩm quyền: H43.7" in page.inner_text("#dossier .lead")
    told = Client(house).get(f"/dossiers/{dossier_id}").json
    assert (told["dossier_code"], told["procedure_code"]) == ("H42.1-2026-0007", "birth")


def test_more_papers_go_into_a_dossier_that_lacks_them(screen: Screen, house: House) -> None:
    known = {"dossier_code": "H42.1-2026-0009", "procedure_code": "birth"}
    dossier_id = sent(house, ("1.pdf", scan_of("")), **known)
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    assert "Còn thiếu" in page.inner_text(".papers .lacking")
    page.click("text=Gửi thêm giấy tờ")
    page.wait_for_selector("#into:has-text('hồ sơ H42.1-2026-0009. Còn thiếu: letter.')")
    assert page.input_value("#code") == "H42.1-2026-0009"
    assert page.is_hidden("#end")
    screen.sound()
    more = {"name": "2.pdf", "mimeType": "application/pdf", "buffer": scan_of("sure đơn", "x")}
    page.set_input_files("#files", [more])
    page.click("#send:has-text('Gửi thêm 1 tệp'):enabled")
    page.wait_for_selector("#end:has-text('đã được nhận')")
    screen.go(f"/scan?dossier={dossier_id}")  # a reload tells its own files from those of before
    house.work_all()
    page.wait_for_selector(".file:has-text('Đã đọc 2 trang')")
    page.click("#end-link")
    page.wait_for_selector(".papers .here")
    assert len(Client(house).get("/dossiers").json["items"]) == 1, "no dossier of its own"
    screen.expected.add(404)
    screen.go("/scan?dossier=nobody")
    page.wait_for_selector(".toast.trouble")
    assert page.evaluate("document.querySelector('.scan').inert")


def test_files_that_failed_are_told_with_their_remedies(
    screen: Screen, house: House, working: None
) -> None:
    dossier_id = sent(
        house,
        ("1.pdf", scan_of("sure một")),
        (LONG_NAME, scan_of("broken")),
        procedure_code="birth",
    )
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    screen.picture("dossier-failed")
    assert "Tệp bị hỏng. Hãy quét lại." in page.inner_text(".files")
    screen.sound()
    page.click("[data-act=take_away]")
    page.wait_for_selector("#toasts .toast")
    assert "Đã bỏ tệp" in page.inner_text("#toasts")
    page.wait_for_selector(".head .badge.accepted")
    assert page.locator(".files").count() == 0


def test_two_people_at_one_dossier(screen: Screen, house: House, working: None) -> None:
    dossier_id = sent(house, ("1.pdf", scan_of("một", "hai")))
    page = signed_in(screen, house, "Lan", Role.CLERK, AGENCY, next=f"/dossiers/{dossier_id}")
    page.wait_for_function("() => performance.getEntriesByType('resource').length > 4")
    other = Client(house)
    tag = {"If-Match": other.get(f"/dossiers/{dossier_id}").headers["ETag"]}
    order = {"kind": "blank", "pages": [2]}
    assert other.post(f"/dossiers/{dossier_id}/edits", json=order, headers=tag).status_code == 202
    assert other.get(f"/dossiers/{dossier_id}?wait=10").json["pages"][1]["blank"]
    screen.expected.add(412)
    page.focus(".leaf .picture")
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#toasts .toast")
    assert "vừa thay đổi" in page.inner_text("#toasts")
    wait_for(page, "/1", "/2")
    assert page.locator(".leaf.blank").count() == 1, "what the other did is shown"
