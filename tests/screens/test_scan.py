"""Scan in: dropped, broken off and gone on with, handed in once, watched, mended in place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from benchmarks.screens.browser import served
from ocr_service.domain.access import Role
from ocr_service.domain.dossier import Dossier
from ocr_service.storage import Search
from ocr_service.web import create_app
from tests.builders import handed_in
from tests.fakes import House, scan_of
from tests.screens.screen import TABLET, Screen, signed_in

pytestmark = pytest.mark.slow
MARKUP = "<img src=x onerror=alert(1)> & con.pdf"
LARGE = scan_of("sure " + "trang dài " * 30_000)
KNOWN = scan_of("sure đã nộp")


@dataclass
class Line:
    """The application behind a line that breaks: the next requests with a piece of a file lose
    it after so many bytes.
    """

    app: Flask
    breaks: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "PATCH":
            return cast("Iterable[bytes]", self.app(environ, start))
        self.offsets.append(int(environ["HTTP_UPLOAD_OFFSET"]))
        if not self.breaks or int(environ["CONTENT_LENGTH"]) <= self.breaks[0]:
            return cast("Iterable[bytes]", self.app(environ, start))
        environ["wsgi.input"] = Torn(environ["wsgi.input"], self.breaks.pop(0))
        list(self.app(environ, lambda *_: lambda _: None))
        start("502 Bad Gateway", [])
        return []


@dataclass
class Torn:
    """A body that ends too early."""

    body: Any
    left: int

    def read(self, most: int = -1) -> bytes:
        if not self.left:
            raise ConnectionResetError
        came: bytes = self.body.read(self.left if most < 0 else min(most, self.left))
        self.left -= len(came)
        return came


@pytest.fixture
def line(house: House) -> Line:
    return Line(create_app(house.services))


@pytest.fixture
def address(line: Line) -> Iterator[str]:
    with served(cast("Flask", line)) as url:
        yield url


def filled(folder: Path, **files: bytes) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def row(page: Page, name: str) -> Any:
    return page.locator(".file").filter(has=page.get_by_text(name, exact=True))


def dossiers(house: House) -> tuple[Dossier, ...]:
    return house.services.dossiers.find(Search())


def test_a_folder_becomes_a_dossier_whose_faults_are_mended(
    screen: Screen, house: House, line: Line, tmp_path: Path
) -> None:
    before = handed_in(house, KNOWN, agency_code="H42")
    house.work_all()
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42", "/scan")
    screen.sound_everywhere("/scan", "#drop")
    screen.picture("scan-empty")
    folder = tmp_path / "khai sinh"
    folder.mkdir()
    filled(folder, **{"1.pdf": LARGE, "2.pdf": scan_of("blurred", "sure"), "10.pdf": KNOWN})
    filled(folder, **{"3.pdf": scan_of("broken"), "Thumbs.db": b"x", MARKUP: scan_of("sure con")})
    line.breaks = [100_000]
    screen.expected |= {502}
    page.set_input_files("#folder", folder)
    expect(page.locator("#batch-told")).to_contain_text("4 / 5 tệp sẵn sàng", timeout=20_000)
    assert 100_000 in line.offsets
    names = page.locator(".file .name").all_inner_texts()
    assert names == [f"khai sinh/{it}" for it in (MARKUP, "1.pdf", "2.pdf", "3.pdf", "10.pdf")]
    again = row(page, "khai sinh/10.pdf")
    expect(again).to_contain_text("Trùng với tệp đã nộp ngày")
    assert again.locator("a").get_attribute("href") == f"/dossiers/{before.id}"
    page.click("#send")
    expect(page.locator("#trouble")).to_contain_text("Còn 1 tệp trùng")
    screen.sound()
    screen.picture("scan-duplicates")
    again.get_by_role("button", name="Bỏ tệp này").click()
    page.fill("#code", "H42.1-261124-0007")
    page.press("#code", "Enter")
    page.select_option("#procedure", "birth")
    page.click("#send")
    expect(row(page, "khai sinh/1.pdf")).to_contain_text("Đã gửi, chờ đọc")
    house.work_all()
    blurred = row(page, "khai sinh/2.pdf")
    expect(blurred).to_contain_text("Quét lại trang 1: ảnh mờ hoặc nhòe.")
    bad = row(page, "khai sinh/3.pdf")
    expect(bad).to_contain_text("Tệp bị hỏng. Hãy quét lại.")
    expect(page.locator("#end-told")).to_contain_text("cần cán bộ kiểm tra xem")
    screen.sound()
    screen.picture("scan-read")
    fresh = filled(tmp_path, **{"3 mới.pdf": scan_of("sure ba")}) / "3 mới.pdf"
    with page.expect_file_chooser() as chooser:
        bad.get_by_role("button", name="Thay tệp này").click()
    chooser.value.set_files(fresh)
    expect(bad).to_have_count(0)
    house.work_all()
    expect(row(page, "3 mới.pdf")).to_contain_text("Đã đọc 1 trang")
    found = dossiers(house)[0]
    assert page.locator("#end-link").get_attribute("href") == f"/dossiers/{found.id}"
    assert (found.dossier_code, found.procedure_code) == ("H42.1-261124-0007", "birth")
    assert [it.filename for it in found.scans] == [MARKUP, "1.pdf", "2.pdf", "3 mới.pdf"]
    page.click("#next")
    assert page.locator(".file").count() == 0
    assert page.input_value("#procedure") == "birth"
    assert page.locator("#codes option").get_attribute("value") == found.dossier_code
    assert not screen.complaints


def test_a_reload_loses_nothing_of_what_was_sent(
    screen: Screen, house: House, line: Line, tmp_path: Path
) -> None:
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42", "/scan")
    filled(tmp_path, **{"a.pdf": scan_of("sure a"), "b.pdf": LARGE})
    line.breaks = [200_000]
    page.route("**/api/v1/uploads/*", away)
    with page.expect_event("requestfailed"):
        page.set_input_files("#files", tmp_path / "b.pdf")
    page.set_input_files("#files", tmp_path / "a.pdf")
    expect(row(page, "a.pdf")).to_contain_text("Đã tải lên")
    page.unroute_all()
    page.reload()
    screen.complaints.clear()  # of the line
    expect(row(page, "a.pdf")).to_contain_text("Đã tải lên")
    half = row(page, "b.pdf")
    expect(half).to_contain_text("Dở dang")
    screen.sound()
    screen.picture("scan-after-reload")
    page.set_input_files("#files", [tmp_path / "a.pdf", tmp_path / "b.pdf"])
    expect(half).to_contain_text("Đã tải lên")
    assert line.offsets[-1] == 200_000
    page.click("#send")
    expect(page.locator("#end")).to_be_visible()
    page.reload()
    expect(page.locator("#end")).to_be_visible()
    house.work_all()
    expect(page.locator("#batch-told")).to_contain_text("Đã đọc xong 2 trang của 2 tệp.")
    (found,) = dossiers(house)
    assert [it.filename for it in found.scans] == ["b.pdf", "a.pdf"]


def away(route: Any) -> None:
    """Nobody answers when asked how much has come."""
    if route.request.method == "HEAD":
        route.abort()
    else:
        route.continue_()


DROP = """content => {
  const carried = new DataTransfer();
  carried.items.add(new File([content], "thả.pdf"));
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
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42", "/scan")
    page.route("**/api/v1/uploads/*", lambda it: None if is_piece(it) else it.continue_())
    page.evaluate(DROP, scan_of("sure thả").decode())
    filled(tmp_path, **{"image.jpg": scan_of("sure một")})
    for _ in range(2):
        page.set_input_files("#camera", tmp_path / "image.jpg")
    expect(row(page, "Ảnh chụp 2.jpg")).to_contain_text("Đang tải lên")
    page.click("#pause")
    expect(row(page, "thả.pdf")).to_contain_text("Tạm dừng ở 0 %")
    expect(page.locator("#curtain")).to_be_hidden()
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


def is_piece(route: Any) -> bool:
    return bool(route.request.method == "PATCH")


def test_what_cannot_be_sent_is_named_and_english_is_spoken(
    screen: Screen, house: House, tmp_path: Path
) -> None:
    screen.speak("en")
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
