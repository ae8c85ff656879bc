"""Search and reuse as people do it: found, opened, copied, used in another dossier, sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from ocr_service.domain.access import Role
from ocr_service.domain.page import Page
from tests.fake_reader import FakeReader, lines_of, page_of
from tests.fakes import House
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


SAMPLE = Path(__file__).parents[2] / "samples" / "form-missing" / "giay-khai-sinh-ban-sao.tif"
WIDTH = 1000  # pixels of its picture
# As that sample has it.
BORN = {
    "document_number": "128/2026",
    "full_name": "Kim Thị Ngọc Lịnh",
    "date_of_birth": "24/04/2026",
    "sex": "Nữ",
    "ethnicity": "Khmer",
    "nationality": "Việt Nam",
    "place_of_birth": "Phường Lào Cai, tỉnh Lào Cai",
    "home_town": "Xã Vĩnh Lâm, huyện Vĩnh Linh, tỉnh Quảng Trị",
    "personal_id": "045326776542",
    "mother_name": "Thạch Thị Sa Phol",
    "father_name": "Kim Sô Phia",
    "registration_place": "Ủy ban nhân dân phường Lào Cai, tỉnh Lào Cai",
    "registration_date": "28/04/2026",
}


@cache
def sample() -> bytes:
    """The page as a PNG."""
    with Image.open(SAMPLE) as page:
        page.thumbnail((WIDTH, 2 * WIDTH))
        out = BytesIO()
        page.convert("L").save(out, "PNG")
    return out.getvalue()


class SampleReader(FakeReader):
    """Keeps the picture of a birth certificate, whatever it reads."""

    def read(
        self,
        path: Path,
        keep: Callable[[bytes], str] | None,
        pages: Sequence[int],
        turned: Mapping[int, int] | None = None,  # noqa: ARG002 - of the contract
    ) -> Iterator[Page]:
        for number in pages:
            page = page_of(number, lines_of(path)[number - 1])
            yield page.kept_as(keep(sample()) if keep else "")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return replace(House.in_folder(tmp_path, catalogue=shipped()), reader=SampleReader())


def test_a_paper_is_found_and_used_again(screen: Screen, house: House) -> None:
    client = Client(house)
    page = signed_in(screen, house, "Lan", Role.CLERK, "H42")
    screen.sound_everywhere("/records")
    assert "Chưa có giấy tờ nào" in page.inner_text("main")
    with Receiver().listening() as receiver:
        client.post("/webhooks", json={"url": receiver.url, "agency_code": "H42"})
        born = handed_in(client)
        searched(screen, born)
        used(screen)
        screen.sound_everywhere(f"/records/{born}", ".pages img")
        page.click("#send button")
        page.wait_for_selector("text=Đã xếp vào hàng gửi đến 127.0.0.1")
        screen.picture("record")
        told = client.get("/audit?act=record.sent").json["items"]
    assert [it["document_id"] for it in told] == [born]
    pdf = page.request.get(f"{screen.url}/api/v1/documents/{born}/file.pdf").body()
    with pymupdf.open(stream=pdf) as file:
        assert file[0].get_text().split() == ["helo"]
        assert "birth_certificate.01" in file.get_xml_metadata()


def handed_in(client: Client) -> str:
    """An old card, two birth certificates, the new card; the id of the last birth certificate."""
    old = {**CARD, "issue_date": "01/03/2012", "expiry_date": "02/09/2019"}
    accepted(client, "citizen_id_card", old, agency_code="H42.1")
    accepted(client, "birth_certificate", BIRTH, agency_code="H42.1")
    accepted(client, "citizen_id_card", CARD, agency_code="H42.1")
    return accepted(client, "birth_certificate", BORN, agency_code="H42.1", dossier_code="A-1")


def searched(screen: Screen, born: str) -> None:
    """By a name without its marks, by nobody's, by a number; ends at that paper."""
    page = screen.go("/records")
    assert page.locator("tbody tr").count() == 4
    assert BORN["personal_id"] not in page.inner_text("main")
    screen.sound_everywhere("/records?q=nguyen+thi+minh")
    screen.picture("records")
    assert page.locator("tbody tr").count() == 3
    assert "Hết giá trị" in page.inner_text("tbody tr:last-child")
    screen.go("/records?q=khong+co+ai")
    assert "Hãy thử ít từ hơn" in page.inner_text("main")
    page.fill("#q", "045 326 776 542")
    page.keyboard.press("Enter")
    page.click("tbody tr:first-child a")
    assert page.url.endswith(f"/records/{born}")


def used(screen: Screen) -> None:
    """Copied, then recorded: not in its own dossier, in another."""
    page = screen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#copy-text")
    page.wait_for_selector("text=Đã sao chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Họ, chữ đệm, tên: Kim Thị Ngọc Lịnh" in copied
    assert "24/04/2026" in copied
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


def test_what_is_held_is_used_in_a_dossier_until_it_is_revoked(
    screen: Screen, house: House
) -> None:
    """Beside the paper that the dossier lacks, for whoever its papers are of."""
    client = Client(house)
    card = accepted(client, "citizen_id_card", CARD, agency_code="H42.1")
    where = {"agency_code": "H42.1", "procedure_code": "marriage_registration"}
    form = {"applicant_name": CARD["full_name"], "applicant_id_number": CARD["personal_id"]}
    lacking = accepted(client, "application_form", form, **where)
    dossier_id = client.get(f"/documents/{lacking}").json["dossier_id"]
    page = signed_in(screen, house, "Mai", Role.AUDITOR, "H42", next=f"/dossiers/{dossier_id}")
    assert "Đã có giấy này: Căn cước công dân Nguyễn Thị Minh An" in page.inner_text(".held")
    screen.sound_everywhere(f"/dossiers/{dossier_id}", ".held")
    screen.picture("dossier-held")
    page.click(".held button")
    page.wait_for_selector("text=không phải yêu cầu nộp giấy tờ này")
    page.wait_for_selector(".papers .here:has-text('Dùng lại')")
    assert page.locator(".held").count() == 0
    (use,) = client.get(f"/records/{card}/uses").json["items"]
    assert (use["dossier_id"], use["purpose"]) == (dossier_id, "Đăng ký kết hôn")
    screen.go(f"/records/{card}")
    page.click("#revoke")
    page.fill("#reason", "Cấp sai đối tượng")
    page.fill("#document_number", "12/QĐ-UBND")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1 .badge.revoked")
    assert "12/QĐ-UBND" in page.inner_text(".warning")
    assert not page.locator("#use").count()
    screen.sound_everywhere(f"/records/{card}", ".pages img")
    screen.picture("record-revoked")
    screen.go(f"/dossiers/{dossier_id}")
    assert not page.locator(".papers .here:has-text('Dùng lại'), .held button").count()
    screen.go(f"/records/{card}")
    page.click("#reinstate")
    page.click("#reinstate-dialog button:not(.cancel)")
    page.wait_for_selector("h1 .badge.valid")
