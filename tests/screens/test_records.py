"""Search and reuse as people do it: found, opened, copied, used in another dossier, sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageDraw

from ocr_service.domain.access import Role
from ocr_service.domain.page import Page
from tests.fakes import FakeReader, House, lines_of, page_of
from tests.receiver import Receiver
from tests.records import CARD, accepted, shipped
from tests.screens.screen import Screen, signed_in
from tests.web.client import Client

pytestmark = pytest.mark.slow
LONG = "Nguyễn Hoàng Phủ Ngọc Tường Vi"
BIRTH = {
    "full_name": LONG,
    "date_of_birth": "05/03/2015",
    "sex": "Nữ",
    "personal_id": "001315000123",
    "document_number": "12/2015",
    "registration_date": "10/03/2015",
    "registration_place": "Ủy ban nhân dân xã Ninh Hiệp, huyện Gia Lâm, thành phố Hà Nội",
    "mother_name": "Nguyễn Thị Minh Ân",
}


class DrawnReader(FakeReader):
    """Keeps pictures that can be looked at."""

    def read(
        self,
        path: Path,
        keep: Callable[[bytes], str] | None,
        pages: Sequence[int],
        turned: Mapping[int, int] | None = None,  # noqa: ARG002 - of the contract
    ) -> Iterator[Page]:
        for number in pages:
            text = lines_of(path)[number - 1]
            picture = Image.new("RGB", (660, 420), "#f4efe2")
            ImageDraw.Draw(picture).text((60, 60), text, fill="#223", font_size=40)
            out = BytesIO()
            picture.save(out, "PNG")
            yield page_of(number, text).kept_as(keep(out.getvalue()) if keep else "")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return replace(House.in_folder(tmp_path, catalogue=shipped()), reader=DrawnReader())


def test_a_paper_is_found_and_used_again(screen: Screen, house: House) -> None:
    client = Client(house)
    signed_in(screen, house, "Lan", Role.CLERK, "H42")
    screen.sound_everywhere("/records")
    assert "Chưa có giấy tờ nào" in screen.page.inner_text("main")
    with Receiver().listening() as receiver:
        client.post("/webhooks", json={"url": receiver.url, "agency_code": "H42"})
        old = {**CARD, "issue_date": "01/03/2012", "expiry_date": "02/09/2019"}
        accepted(client, "citizen_id_card", old, agency_code="H42.1")
        accepted(client, "birth_certificate", BIRTH, agency_code="H42.1")
        card = accepted(client, "citizen_id_card", CARD, agency_code="H42.1", dossier_code="A-1")
        page = screen.go("/records")
        assert page.locator("tbody tr").count() == 3
        assert CARD["personal_id"] not in page.inner_text("main")
        screen.sound_everywhere("/records?q=nguyen+thi+minh")
        screen.picture("records")
        assert page.locator("tbody tr").count() == 3
        assert "Hết giá trị" in page.inner_text("tbody tr:last-child")
        screen.go("/records?q=khong+co+ai")
        assert "Hãy thử ít từ hơn" in page.inner_text("main")
        page.fill("#q", "001 304 005 678")
        page.keyboard.press("Enter")
        page.click("tbody tr:first-child a")
        assert page.url.endswith(f"/records/{card}")
        used(screen, house)
        screen.sound_everywhere(f"/records/{card}", ".pages img")
        page.click("#send button")
        page.wait_for_selector("text=Đã xếp vào hàng gửi đến 127.0.0.1")
        screen.picture("record")
        told = client.get("/audit?act=record.sent").json["items"]
    assert [it["document_id"] for it in told] == [card]
    pdf = page.request.get(f"{screen.url}/api/v1/documents/{card}/file.pdf").body()
    with pymupdf.open(stream=pdf) as file:
        assert file[0].get_text().split() == ["helo"]
        assert "citizen_id_card.02" in file.get_xml_metadata()


def used(screen: Screen, house: House) -> None:
    page = screen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#copy-text")
    page.wait_for_selector("text=Đã chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Họ và tên: Nguyễn Thị Minh An" in copied
    assert "Ngày sinh: 02/09/2004" in copied
    page.click("text=Dùng cho hồ sơ…")
    page.fill("#dossier_code", "A-1")
    page.fill("#purpose", "Đăng ký thường trú")
    screen.expected.add(409)
    page.keyboard.press("Enter")
    page.wait_for_selector("#use-wrong:visible")
    assert "chính hồ sơ đó" in page.inner_text("#use-wrong")
    page.fill("#dossier_code", "H42.1-261126-0002")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Đã ghi nhận.")
    assert "H42.1-261126-0002" in page.inner_text("table")
