"""Scan in: dropped, stopped and gone on with, handed in, mended in place."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ocr_service.domain.access import Role
from ocr_service.domain.dossier import Dossier
from tests.builders import handed_in
from tests.fakes import House, scan_of
from tests.screens.scanning import CODE, dossiers, filled, row
from tests.screens.screen import TABLET, Screen, signed_in

pytestmark = pytest.mark.slow
MARKUP = "<img src=x onerror=alert(1)> & con.pdf"
KNOWN = scan_of("sure đã nộp")


def test_a_folder_becomes_a_dossier_whose_faults_are_mended(
    screen: Screen, house: House, tmp_path: Path
) -> None:
    before = handed_in(house, KNOWN, agency_code="H42")
    house.work_all()
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42", "/scan")
    screen.sound_everywhere("/scan", "#drop")
    screen.picture("scan-empty")
    drop_a_folder(screen, tmp_path / "khai sinh")
    leave_out_what_was_known(screen, before)
    hand_in_under_a_code(page)
    house.work_all()
    see_what_is_wrong(screen)
    hand_in_another(page, filled(tmp_path, **{"3 mới.pdf": scan_of("sure ba")}) / "3 mới.pdf")
    house.work_all()
    expect(row(page, "3 mới.pdf")).to_contain_text("Đã đọc 1 trang")
    found = dossiers(house)[0]
    assert page.locator("#end-link").get_attribute("href") == f"/dossiers/{found.id}"
    assert (found.dossier_code, found.procedure_code) == (CODE, "birth")
    assert [it.filename for it in found.scans] == [MARKUP, "1.pdf", "2.pdf", "3 mới.pdf"]
    begin_the_next(page)
    assert not screen.complaints


def drop_a_folder(screen: Screen, folder: Path) -> None:
    filled(folder, **{"1.pdf": scan_of("sure một"), "2.pdf": scan_of("blurred", "sure")})
    filled(folder, **{"3.pdf": scan_of("broken"), "10.pdf": KNOWN})
    filled(folder, **{"Thumbs.db": b"x", MARKUP: scan_of("sure con")})
    screen.page.set_input_files("#folder", folder)
    expect(screen.page.locator("#batch-told")).to_contain_text("4 / 5 tệp sẵn sàng")
    names = screen.page.locator(".file .name").all_inner_texts()
    assert names == [f"khai sinh/{it}" for it in (MARKUP, "1.pdf", "2.pdf", "3.pdf", "10.pdf")]


def leave_out_what_was_known(screen: Screen, before: Dossier) -> None:
    again = row(screen.page, "khai sinh/10.pdf")
    expect(again).to_contain_text("Trùng với tệp đã nộp ngày")
    assert again.locator("a").get_attribute("href") == f"/dossiers/{before.id}"
    screen.page.click("#send")
    expect(screen.page.locator("#trouble")).to_contain_text("Còn 1 tệp trùng")
    screen.sound()
    screen.picture("scan-duplicates")
    again.get_by_role("button", name="Bỏ tệp này").click()


def hand_in_under_a_code(page: Page) -> None:
    page.fill("#code", CODE)
    page.press("#code", "Enter")
    page.select_option("#procedure", "birth")
    page.click("#send")
    expect(row(page, "khai sinh/1.pdf")).to_contain_text("Đã gửi, chờ đọc")
    expect(page.locator("#code-hint")).to_contain_text("Đã gửi theo hồ sơ này")


def see_what_is_wrong(screen: Screen) -> None:
    blurred = row(screen.page, "khai sinh/2.pdf")
    expect(blurred).to_contain_text("Quét lại trang 1: ảnh mờ hoặc nhòe.")
    expect(row(screen.page, "khai sinh/3.pdf")).to_contain_text("Tệp bị hỏng. Hãy quét lại.")
    expect(screen.page.locator("#end-told")).to_contain_text("cần cán bộ kiểm tra xem")
    screen.sound()
    screen.picture("scan-read")


def hand_in_another(page: Page, fresh: Path) -> None:
    bad = row(page, "khai sinh/3.pdf")
    with page.expect_file_chooser() as chooser:
        bad.get_by_role("button", name="Thay tệp này").click()
    chooser.value.set_files(fresh)
    expect(bad).to_have_count(0)


def begin_the_next(page: Page) -> None:
    page.click("#next")
    assert page.locator(".file").count() == 0
    assert page.input_value("#procedure") == "birth"
    assert page.input_value("#code") == ""
    assert page.locator("#codes option").get_attribute("value") == CODE


DROP = """content => {
  const broken =
    { isFile: true, name: "hỏng.pdf", fullPath: "/usb/hỏng.pdf", file: (_, fail) => fail() };
  DataTransferItem.prototype.webkitGetAsEntry =
    function () { return this.getAsFile().name === broken.name ? broken : null; };
  const carried = new DataTransfer();
  for (const name of ["hỏng.pdf", "thả.pdf"]) carried.items.add(new File([content], name));
  for (const name of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(
      new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true }));
    const hidden = document.getElementById("curtain").hidden;
    if (name === "dragenter" && hidden) throw Error("no curtain");
  }
}"""


def test_a_drop_and_pictures_of_a_tablet_are_stopped_and_go_on(
    screen: Screen, house: House, tmp_path: Path
) -> None:
    screen.size(TABLET)
    screen.breakable()
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42", "/scan")
    page.route("**/api/v1/uploads/*", lambda it: None if is_piece(it) else it.continue_())
    drop_two_of_which_one_is_broken(page)
    filled(tmp_path, **{"image.jpg": scan_of("sure một")})
    for _ in range(2):
        page.set_input_files("#camera", tmp_path / "image.jpg")
    expect(row(page, "Ảnh chụp 2.jpg")).to_contain_text("Đang tải lên")
    page.click("#pause")
    expect(row(page, "thả.pdf")).to_contain_text("Tạm dừng ở 0 %")
    screen.sound()
    screen.picture("scan-tablet")
    page.unroute_all(behavior="ignoreErrors")
    page.click("#pause")
    expect(page.locator("#batch-told")).to_contain_text("2 / 3 tệp sẵn sàng, 1 tệp cần xem.")
    twin = row(page, "Ảnh chụp 2.jpg")
    expect(twin).to_contain_text("Trùng với tệp Ảnh chụp 1.jpg trong danh sách này.")
    twin.get_by_role("button", name="Vẫn gửi").click()
    page.click("#send")
    expect(page.locator("#end")).to_be_visible()
    assert len(dossiers(house)[0].scans) == 3
    assert not screen.complaints


def drop_two_of_which_one_is_broken(page: Page) -> None:
    page.evaluate(DROP, scan_of("sure thả").decode())
    expect(page.locator(".toast.trouble")).to_contain_text("Không đọc được 1 mục: usb/hỏng.pdf.")
    expect(page.locator("#curtain")).to_be_hidden()
    page.get_by_role("button", name="Đóng").click()


def is_piece(route: Any) -> bool:
    return bool(route.request.method == "PATCH")


def test_what_cannot_be_sent_is_named_and_english_is_spoken(
    screen: Screen, house: House, tmp_path: Path
) -> None:
    screen.speak("en")
    screen.breakable()
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42", "/scan")
    filled(tmp_path, **{"empty.pdf": b"", "notes.txt": b"no paper"})
    page.set_input_files("#files", [tmp_path / "empty.pdf", tmp_path / "notes.txt"])
    expect(row(page, "empty.pdf")).to_contain_text("The file is empty. Scan it again")
    screen.expected |= {415}
    page.click("#send")
    expect(row(page, "notes.txt")).to_contain_text("Scan or save the paper as PDF")
    expect(page.locator("#trouble")).to_be_visible()
    screen.sound()
    assert dossiers(house) == ()
    unplugged(screen, filled(tmp_path, **{"usb.pdf": scan_of("sure")}) / "usb.pdf")


def unplugged(screen: Screen, file: Path) -> None:
    """A file that goes away while it waits is named so; given again, it goes on."""
    page, before = screen.page, (file.stat(), file.read_bytes())
    page.route("**/api/v1/uploads", lambda it: (file.unlink(), it.continue_()))
    page.set_input_files("#files", file)
    expect(row(page, "usb.pdf")).to_contain_text("The file can no longer be read on this computer.")
    page.unroute_all()
    screen.complaints.clear()  # of the browser, which found no file
    file.write_bytes(before[1])
    os.utime(file, ns=(before[0].st_atime_ns, before[0].st_mtime_ns))
    page.set_input_files("#files", file)
    expect(row(page, "usb.pdf")).to_contain_text("Uploaded")
