"""Scan in on a line that breaks: nothing sent is sent again, nothing comes twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from playwright.sync_api import expect

from benchmarks.screens.browser import served
from ocr_service.domain.access import Role
from ocr_service.domain.audit import Act
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.web import create_app
from ocr_service.web.api import events
from tests.fakes import House, scan_of
from tests.screens.scanning import CODE, LARGE, dossiers, filled, row
from tests.screens.screen import Screen, signed_in
from tests.web.client import Client

pytestmark = pytest.mark.slow
SHEET = payload(Separator(Command.NEW_DOSSIER, CODE, "birth"))
BATCH = LARGE.replace(b"\n", b"\n" + SHEET.encode() + b"\n", 1)
AT_ONCE = 4  # files of one order


@dataclass
class Line:
    """The application behind a line that breaks: the next requests with a piece of a file lose
    it after so many bytes, the next orders their answer; and so many find no room for a stream.
    """

    app: Flask
    breaks: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    mute: int = 0
    crowded: int = 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        method, place = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if method == "PATCH":
            return self.piece(environ, start)
        if self.crowded and place.endswith("/events"):
            self.crowded -= 1
            return away(start)
        if self.mute and method == "POST" and place.startswith("/api/v1/dossiers"):
            self.mute -= 1
            list(self.app(environ, lambda *_: lambda _: None))
            return away(start)
        return cast("Iterable[bytes]", self.app(environ, start))

    def piece(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.offsets.append(int(environ["HTTP_UPLOAD_OFFSET"]))
        if not self.breaks or int(environ["CONTENT_LENGTH"]) <= self.breaks[0]:
            return cast("Iterable[bytes]", self.app(environ, start))
        environ["wsgi.input"] = Torn(environ["wsgi.input"], self.breaks.pop(0))
        list(self.app(environ, lambda *_: lambda _: None))
        return away(start)


def away(start: Any) -> list[bytes]:
    """What a proxy says."""
    start("502 Bad Gateway", [("Content-Type", "text/html")])
    return [b"<h1>502 Bad Gateway</h1>"]


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
def house(tmp_path: Path) -> House:
    return House.in_folder(tmp_path, max_files=AT_ONCE)


@pytest.fixture
def line(house: House) -> Line:
    return Line(create_app(house.services))


@pytest.fixture
def address(line: Line) -> Iterator[str]:
    with served(cast("Flask", line)) as url:
        yield url


def test_a_reload_loses_nothing_of_what_was_sent(
    screen: Screen, house: House, line: Line, tmp_path: Path
) -> None:
    screen.breakable()
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42", "/scan")
    filled(tmp_path, **{"a.pdf": scan_of("sure a"), "b.pdf": LARGE})
    send_one_and_a_half(screen, line, tmp_path)
    page.reload()
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


def send_one_and_a_half(screen: Screen, line: Line, folder: Path) -> None:
    page, line.breaks = screen.page, [200_000]
    page.route("**/api/v1/uploads/*", unasked)
    with page.expect_event("requestfailed"):
        page.set_input_files("#files", folder / "b.pdf")
    page.set_input_files("#files", folder / "a.pdf")
    expect(row(page, "a.pdf")).to_contain_text("Đã tải lên")
    page.unroute_all()
    screen.complaints.clear()  # of the line


def unasked(route: Any) -> None:
    """Nobody answers when asked how much has come."""
    if route.request.method == "HEAD":
        route.abort()
    else:
        route.continue_()


def test_lost_answers_make_no_second_dossier_and_its_end_is_told_once(
    screen: Screen, house: House, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LATER", 100)
    screen.expected |= {502}
    screen.breakable()
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42", "/scan")
    send_without_answers(screen, line, tmp_path)
    line.crowded = 2
    page.reload()  # the last order is sent again
    (found,) = dossiers(house)
    expect(page.locator("#end-link")).to_have_attribute("href", f"/dossiers/{found.id}")
    expect(page.locator("#batch-told")).to_contain_text("0 / 5 tệp xong")
    house.work_all()
    see_what_the_sheet_told(screen)
    page.wait_for_timeout(1000)  # the browser would have come back often
    read = Client(house).get(f"/audit?act={Act.DOSSIER_READ}&dossier_id={found.id}").json["items"]
    assert len(read) == 1
    (found,) = dossiers(house)
    assert len(found.scans) == AT_ONCE + 1
    assert not screen.complaints


def see_what_the_sheet_told(screen: Screen) -> None:
    page = screen.page
    end = page.locator("#end-told")
    expect(end).to_contain_text(f"Mã hồ sơ: {CODE}.", timeout=20_000)
    assert (page.input_value("#code"), page.input_value("#procedure")) == (CODE, "birth")
    expect(page.locator("#code-hint")).to_contain_text("Đọc từ tờ ngăn")
    screen.sound()


def send_without_answers(screen: Screen, line: Line, folder: Path) -> None:
    """More files than one order holds: the answer to each order is lost, once or twice."""
    page = screen.page
    files = {f"{number}.pdf": scan_of(f"sure {number}") for number in range(2, AT_ONCE + 2)}
    filled(folder, **{"1.pdf": BATCH, **files})
    line.breaks = [100_000]
    page.get_by_text("Theo lô").check()
    page.set_input_files("#files", sorted(folder.glob("*.pdf")))
    expect(page.locator("#batch-told")).to_contain_text("Đã tải lên cả 5 tệp", timeout=20_000)
    assert 100_000 in line.offsets
    line.mute = 1
    page.dblclick("#send")
    trouble = page.locator("#trouble")
    expect(trouble).to_contain_text("Máy chủ chưa làm được việc này (mã 502)")
    expect(trouble).to_contain_text("Bấm Gửi lại; không thành hai hồ sơ.")
    page.route("**/files", lambda it: it.abort())
    page.get_by_role("button", name="Gửi lại").click()
    expect(trouble).to_contain_text("Không kết nối được")
    expect(page.locator("#end-link")).to_be_visible()
    page.unroute_all()
    screen.complaints.clear()  # of the line
    line.mute = 1
    page.get_by_role("button", name="Gửi lại").click()
    expect(trouble).to_contain_text("(mã 502)")
