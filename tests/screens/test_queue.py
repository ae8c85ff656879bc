"""The auditor's queue, and what samples have shown, as people see them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ocr_service.domain.access import Role
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType, FieldSpec, Recognition
from tests.fakes import CATALOGUE, House, scan_of
from tests.screens.screen import Screen, signed_in
from tests.web.client import Client

pytestmark = pytest.mark.slow
LETTER = DocumentType(
    "letter",
    "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất",
    Recognition(titles=("thu",)),
    (FieldSpec("words", "Chữ", "text", ()),),
    {},
)
LONG = "H42.1-260302-0001 <b>đất</b> của tổ dân phố số mười bảy"


@pytest.fixture
def house(tmp_path: Path) -> House:
    built = House.in_folder(tmp_path, sample_share=1)
    known = Catalogue({"letter": LETTER}, CATALOGUE.procedures)
    return replace(built, services=replace(built.services, catalogue=known))


@pytest.fixture
def client(house: House) -> Client:
    return Client(house)


def sent(client: Client, *texts: str, **fields: str) -> list[str]:
    said = {"agency_code": "H42.1", "procedure_code": "birth", **fields}
    dossier = client.settled(("1.pdf", scan_of(*texts)), **said)
    return [document["id"] for document in dossier["documents"]]


def review(client: Client, document_id: str, **said: object) -> None:
    path = f"/documents/{document_id}"
    tag = client.get(path).headers["ETag"]
    answer = client.post(f"{path}/reviews", json=said, headers={"If-Match": tag})
    assert answer.status_code == 201


def test_the_queue_is_worked_off(
    open_screen: Callable[..., Screen], house: House, client: Client
) -> None:
    (counter,) = sent(client, "a", dossier_code=LONG, priority="counter")
    first, second, put_off = sent(client, "b", "c", "d", dossier_code="H42.1-260301-0007")
    sent(client, "e", agency_code="H42.2")
    sent(client, "sure")
    mai, an = open_screen(), open_screen()
    taken_at_the_counter(mai, house, counter)
    reason = {"minutes": 60, "reason": "chờ công dân mang bản gốc"}
    client.post(f"/documents/{put_off}/postpone", json=reason)
    taken_by_agency(an, house, first)
    mai.complaints.clear()  # the workplace itself is shown elsewhere

    mai.sound_everywhere("/review?kind=postponed")
    assert "chờ công dân" in mai.page.locator("tbody tr").inner_text()
    mai.page.click("text=Bỏ hoãn")
    mai.page.wait_for_selector("text=Không có giấy tờ nào đang hoãn")
    assert client.get("/reviews/queue/counts").json["postponed"] == 0
    assert second in str(client.get("/reviews/queue").json)


def taken_at_the_counter(mai: Screen, house: House, counter: str) -> None:
    """The first of all, by a key."""
    page = signed_in(mai, house, "Mai", Role.AUDITOR, "H42", "/review")
    mai.sound_everywhere("/review")
    assert page.locator("tbody tr").count() == 5
    assert "<b>đất</b>" in page.locator("tbody tr").first.inner_text()
    assert page.locator("[data-count=doubt]").inner_text() == "5"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{counter}?kind=doubt")


def taken_by_agency(an: Screen, house: House, first: str) -> None:
    """The first of an agency that nobody has and nobody has put off."""
    page = signed_in(an, house, "An", Role.AUDITOR, "H42", "/review")
    assert "Mai" in page.locator("tbody tr").first.inner_text()
    page.select_option("#agency_code", "H42.1")
    page.click("text=Lọc")
    assert page.locator("tbody tr").count() == 3
    an.picture("review-queue")
    page.click("text=Bắt đầu")
    page.wait_for_url(f"**/review/{first}?agency_code=H42.1&kind=doubt")
    an.complaints.clear()


def test_numbers_stay_fresh_and_the_end_is_said(
    screen: Screen, house: House, client: Client
) -> None:
    page = signed_in(screen, house, "Mai", Role.AUDITOR, "", "/review")
    screen.sound_everywhere("/review?kind=second_keying")
    screen.go("/review")
    assert "Không còn giấy tờ nào cần xem" in page.inner_text(".empty")
    assert not page.is_visible("#start")
    (document_id,) = sent(client, "a")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("text=Hàng chờ vừa thay đổi")
    assert page.locator("[data-count=doubt]").inner_text() == "1"
    page.click("text=Tải lại danh sách")
    client.post(f"/documents/{document_id}/lease", json={})
    page.click("#start")
    page.wait_for_selector("text=đều có người đang xem")
    screen.sound()


def test_what_samples_have_shown(screen: Screen, house: House, client: Client) -> None:
    page = signed_in(screen, house, "Mai", Role.AUDITOR, "", "/review/samples")
    assert "Chưa có mẫu nào được xem" in page.inner_text(".empty")
    screen.sound_everywhere("/review/samples")
    samples = sent(client, *[f"sure {number}" for number in range(12)])
    for document_id in samples[1:]:
        review(client, document_id, verdict="accepted")
    words = [{"name": "words", "value": "khác"}]
    review(client, samples[0], verdict="accepted", fields=words)
    screen.sound_everywhere("/review/samples")
    said = page.inner_text(".said")
    assert "12 giấy tờ lấy mẫu đã xem có 1 giấy tờ sai" in said
    assert "8,33%" in said
    assert "1,49% đến 35,39%" in said
    assert page.locator("tbody tr").count() == 2
    screen.picture("review-samples")
