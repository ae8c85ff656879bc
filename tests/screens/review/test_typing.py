"""What is typed is taken as it is meant, and not lost by whatever happens."""

import pytest
from playwright.sync_api import Page as Window

from ocr_service.domain.dossier import DocumentStatus
from tests.screens.papers import PaperHouse
from tests.screens.review.desk import (
    DOUBTFUL,
    LAN,
    MINH,
    TWO_DOUBTS,
    heard,
    keys,
    moved_on,
    opened,
    row,
    status,
    typed,
    value,
)
from tests.screens.screen import Screen
from tests.understanding.paper import badly_heard
from tests.web.browser import PASSWORD, person
from tests.web.client import Client

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
# Letters with their marks apart, and keys pressed while a word is being composed.
COMPOSED = """() => {
    const input = document.querySelector('[data-name=mother_name] input');
    const press = (key) => input.dispatchEvent(
        new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...key}));
    input.value = 'Nguyê\u0303n Thi\u0323 Du\u031bo\u031bng';
    input.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
    press({key: 'Enter', isComposing: true});
    press({key: 'Process', keyCode: 229});
    press({key: 'x', isComposing: true});
}"""


def signs_in(tab: Window, name: str) -> None:
    tab.fill("#name", name)
    tab.fill("#password", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_selector(f".me >> text={name}")


def test_what_is_being_typed_is_not_lost_by_what_one_does_next(
    lan: Screen, house: PaperHouse
) -> None:
    (paper,) = house.hand_in(TWO_DOUBTS)
    page = opened(lan, paper)
    keys(page, "F2")
    page.keyboard.type("Xã Vị Đông, huyện Vị Thủy, tỉnh Hậu Giang")
    page.click("#f-mother_name")
    assert "Vị Đông" in typed(page, "home_town"), "looking elsewhere changes nothing"
    closes = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.evaluate(closes) is False, "the browser asks before it closes the page"
    keys(page, "F2")
    assert "Vị Đông" in row(page, "home_town"), "an edit elsewhere saves it"
    page.keyboard.type("Trần Thị Lan Chi")
    page.click("text=/Thêm \\d+ trường/")
    assert "Trần Thị Lan Chi" in row(page, "mother_name")
    page.click("#f-full_name")
    keys(page, "F2")
    page.keyboard.type("Nguyễn Văn Sai")
    page.click("#undo")
    assert "Trần Thị Lan Chi" not in row(page, "mother_name"), "the last word is taken back"
    assert "Nguyễn Văn Sai" in row(page, "full_name"), "not what was still being typed"
    keys(page, "F2")
    page.keyboard.type("Trần Thị Lan Chi")
    page.click("#f-full_name")
    keys(page, "Escape")
    page.wait_for_selector("dialog#unsaved[open]")
    lan.sound()
    keys(page, "Enter")
    assert typed(page, "mother_name") == "Trần Thị Lan Chi", "Enter stays"
    page.click("[data-act=postpone]")
    page.click("#postpone button[value=go]")
    moved_on(page, paper)
    assert value(house, paper, "mother_name") == "Trần Thị Lan Chi"
    assert value(house, paper, "full_name") == "Nguyễn Văn Sai"
    assert "Vị Đông" in value(house, paper, "home_town")


def test_typing_vietnamese_is_not_hindered_and_a_wrong_value_is_told_at_its_field(
    lan: Screen, house: PaperHouse
) -> None:
    (paper,) = house.hand_in(badly_heard(DOUBTFUL, "11/03/2024", 0.3))
    page = opened(lan, paper)
    keys(page, "F2")
    page.keyboard.type("Trần Thị xuprt?")  # letters that are keys elsewhere
    assert page.input_value("[data-name=mother_name] input") == "Trần Thị xuprt?"
    page.evaluate(COMPOSED)
    assert page.locator("[data-name=mother_name] input").count() == 1, "Enter ended a composition"
    assert page.locator("dialog[open]").count() == 0
    page.evaluate(
        "document.querySelector('[data-name=mother_name] input')"
        ".dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))"
    )
    keys(page, "Enter")
    heard(page, "Nguyễn Thị Dương")
    keys(page, "F2")
    page.keyboard.type("31/02/2024")
    lan.expected |= {422}
    keys(page, "Enter", "Control+Enter")
    page.wait_for_selector(".problem")
    assert "Hãy nhập đúng như trên giấy" in page.inner_text(".problem")
    assert status(house, paper) == DocumentStatus.NEEDS_REVIEW
    lan.sound()
    lan.picture("review-refused")
    keys(page, "Enter", "Control+a")
    page.keyboard.type("11/03/2024")
    keys(page, "Enter", "Control+Enter")
    moved_on(page, paper)
    assert value(house, paper, "mother_name") == "Nguyễn Thị Dương"


def test_without_a_connection_nothing_typed_is_lost(lan: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(DOUBTFUL)
    lan.breakable()
    page = opened(lan, paper)
    keys(page, "F2")
    page.keyboard.type("Trần Thị Lan Chi")
    keys(page, "Enter")
    page.route("**/api/**", lambda route: route.abort())
    keys(page, "Control+Enter")
    page.wait_for_selector("#blocked:not([hidden]) >> text=Chưa lưu: không kết nối được")
    assert "Lan Chi" in page.inner_text("[data-name=mother_name] .value")
    page.unroute("**/api/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    assert page.is_visible("#blocked"), "it is still not saved"
    lan.expected |= {401, 403}
    another = page.context.new_page()
    another.goto(f"{lan.url}/")
    another.click("text=Đăng xuất")
    another.wait_for_url("**/sign-in*")
    keys(page, "Control+Enter")
    page.wait_for_selector("#blocked:not([hidden]) >> text=phiên làm việc đã hết")
    signs_in(another, person(house, MINH).name)
    keys(page, "Control+Enter")
    page.wait_for_selector("#blocked:not([hidden]) >> text=Người khác vừa đăng nhập")
    another.click("text=Đăng xuất")
    signs_in(another, LAN)
    keys(page, "Control+Enter")
    moved_on(page, paper)
    assert house.services.reviews.of_document(paper)[-1].reviewer == LAN
    assert value(house, paper, "mother_name") == "Trần Thị Lan Chi"


def test_rows_are_edited_and_what_was_said_is_kept_when_put_off(
    lan: Screen, house: PaperHouse
) -> None:
    (paper,) = house.hand_in(DOUBTFUL)
    rows = [{"name": "Lê Văn Hòa", "relation": "Chủ hộ"}, {"relation": "Trần Thị Lan"}]
    said = {"verdict": "needs_review", "document_type": "household_book"}
    told = Client(house)
    tag = told.get(f"/documents/{paper}").headers["ETag"]
    said |= {"fields": [{"name": "members", "value": rows}]}
    told.post(f"/documents/{paper}/reviews", json=said, headers={"If-Match": tag})
    page = opened(lan, paper)
    page.focus("#f-members")
    keys(page, "F2")
    second = "[data-name=members] tr:nth-child(2) [data-name={}]"
    page.fill(second.format("relation"), "")  # the same words, in the column where they belong
    page.fill(second.format("name"), "Trần Thị Lan")
    lan.sound()
    lan.picture("review-table")
    keys(page, "Enter")
    heard(page, "Đã ghi Những người trong hộ")
    assert "đã sửa" in row(page, "members")
    keys(page, "p")
    page.wait_for_selector("dialog#postpone[open]")
    keys(page, "Enter")
    moved_on(page, paper)
    members = value(house, paper, "members")
    assert [(it.get("name"), it.get("relation")) for it in members] == [
        ("Lê Văn Hòa", "Chủ hộ"),
        ("Trần Thị Lan", None),
    ]
    counts = told.get("/reviews/queue/counts").json
    assert counts["postponed"] == 1
