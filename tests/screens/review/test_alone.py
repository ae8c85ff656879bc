"""Doubtful papers are settled by keys alone; nothing that was typed is lost."""

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import Route

from ocr_service.domain.dossier import DocumentStatus
from tests.screens.papers import PaperHouse
from tests.screens.review.desk import (
    DOUBTFUL,
    LAN,
    MINH,
    TWO_DOUBTS,
    focused,
    heard,
    held_down,
    keys,
    let_go,
    moved_on,
    opened,
    row,
    status,
    typed,
    value,
)
from tests.screens.screen import TABLET, Screen
from tests.understanding.paper import badly_heard, birth_certificate
from tests.web.browser import PASSWORD, person
from tests.web.client import Client

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
# Whether the middle of it can be seen and clicked, nothing lying over it.
IN_SIGHT = """selector => {
    const place = document.querySelector(selector);
    const {left, top, width, height} = place.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return top >= 0 && top + height <= innerHeight && Boolean(there) && place.contains(there);
}"""
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


def test_five_papers_are_settled_by_keys_alone(lan: Screen, house: PaperHouse) -> None:
    papers = [house.hand_in(TWO_DOUBTS, dossier_code=f"H42-{at}")[0] for at in range(5)]
    page = opened(lan, f"{papers[0]}?kind=doubt&document_type=birth_certificate")
    lan.picture("review")
    shown = page.evaluate(
        "performance.getEntriesByType('resource').filter(it => it.name.includes('/pages/'))[0]"
        ".responseEnd"
    )
    assert shown < 3000, "the picture is there when the page is, also on a busy machine"
    for at, paper in enumerate(papers):
        page.wait_for_url(f"**/review/{paper}*")
        page.wait_for_selector("html[data-ready]")
        assert focused(page) == "home_town", "the first field in doubt"
        keys(page, "Enter")
        heard(page, "Đã xác nhận Quê quán")
        assert focused(page) == "mother_name", "the next one in doubt"
        keys(page, "F2")
        page.keyboard.type(f"Trần Thị Lan {'ABCDE'[at]}")
        keys(page, "Enter")
        heard(page, "Không còn chỗ nghi ngờ")
        keys(page, "Control+Enter")
    page.wait_for_url("**/review?kind=doubt&document_type=birth_certificate")
    assert {status(house, it) for it in papers} == {DocumentStatus.ACCEPTED}
    assert value(house, papers[1], "mother_name") == "Trần Thị Lan B"
    home_town = house.services.dossiers.document(papers[1])[1].record.field("home_town")
    assert home_town is not None
    assert home_town.source == "person"


def test_a_key_held_down_says_its_word_once(lan: Screen, house: PaperHouse) -> None:
    papers = [house.hand_in(TWO_DOUBTS)[0] for _ in range(2)]
    page = opened(lan, papers[0])
    held_down(page, 5, "Enter")
    heard(page, "Đã xác nhận Quê quán")
    let_go(page, "Enter")
    assert focused(page) == "mother_name"
    assert page.locator(".row-of.said").count() == 1, "only what was looked at"
    held_down(page, 5, "Control", "Enter")
    heard(page, "Nhấn Ctrl+Enter lần nữa")
    let_go(page, "Enter", "Control")
    keys(page, "u")
    page.dblclick("[data-act=accept]")
    heard(page, "Nhấn Ctrl+Enter lần nữa")
    assert status(house, papers[0]) == DocumentStatus.NEEDS_REVIEW
    held_down(page, 1, "Control", "Enter")
    moved_on(page, papers[0])
    page.wait_for_selector("html[data-ready]")
    held_down(page, 3, "Enter")  # still down from the page before
    let_go(page, "Control")
    held_down(page, 3, "Enter")
    assert page.locator(".row-of.said").count() == 0
    assert page.is_hidden("#blocked")
    assert focused(page) == "home_town"
    assert status(house, papers[1]) == DocumentStatus.NEEDS_REVIEW
    let_go(page, "Enter")
    keys(page, "Enter")
    heard(page, "Đã xác nhận Quê quán")


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


def test_the_page_is_sound_and_steps_can_be_taken_back(lan: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(TWO_DOUBTS, dossier_code="H42.1-260105-0007")
    lan.sound_everywhere(f"/review/{paper}", "html[data-ready]")
    lan.size(TABLET)
    lan.picture("review-tablet")
    page = opened(lan, paper)
    keys(page, "Enter", "ArrowUp")
    assert focused(page) == "personal_id"
    keys(page, "u")
    heard(page, "Đã hoàn tác ở Quê quán")
    assert focused(page) == "home_town"
    keys(page, "Control+Enter")
    heard(page, "Nhấn Ctrl+Enter lần nữa")
    assert status(house, paper) == DocumentStatus.NEEDS_REVIEW
    for key, dialog in (("?", "help"), ("x", "reject"), ("p", "postpone"), ("t", "types")):
        keys(page, key)
        page.wait_for_selector(f"dialog#{dialog}[open]")
        lan.sound()
        keys(page, "Escape")
    page.click("[data-act=help]")
    assert "Shift+Enter" in page.inner_text("#help")
    page.uncheck("#letters")
    keys(page, "Escape")
    opened(lan, paper)
    keys(page, "x", "?")
    assert page.locator("dialog[open]").count() == 0, "keys of one letter are off, and stay so"
    assert page.locator("kbd:visible").all_inner_texts() == ["Ctrl+Enter"]
    page.click("[data-act=help]")
    page.check("#letters")
    keys(page, "Escape", "x")
    page.keyboard.press("ArrowDown")
    page.click("#reject button.danger")
    moved_on(page, paper)
    reviews = house.services.reviews.of_document(paper)
    assert (reviews[-1].verdict, reviews[-1].reason) == ("rejected", "Thiếu trang")
    lan.go(f"/documents/{paper}/history")
    page.wait_for_selector("html[data-ready]")
    lan.sound()


def test_at_twice_the_size_all_of_it_can_be_reached(lan: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(TWO_DOUBTS)
    lan.size((683, 384))
    page = opened(lan, paper)
    for name in ("home_town", "mother_name"):
        assert focused(page) == name
        assert page.evaluate(IN_SIGHT, f"#f-{name}"), name
        assert page.evaluate(IN_SIGHT, ".box.current"), "its place on the paper, too"
        keys(page, "Enter")
    keys(page, "F2")
    assert page.evaluate(IN_SIGHT, "[data-name=mother_name] input")
    keys(page, "Escape")
    page.locator("[data-act=accept]").scroll_into_view_if_needed()
    assert page.evaluate(IN_SIGHT, "[data-act=accept]")
    lan.sound()
    lan.size((341, 192))  # four times
    opened(lan, paper)
    assert page.evaluate(IN_SIGHT, "#f-home_town")
    lan.sound()
    page.click("[data-act=accept]")
    heard(page, "Nhấn Ctrl+Enter lần nữa")


def test_another_type_is_read_anew_and_history_tells_it(lan: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(DOUBTFUL)
    page = opened(lan, paper)
    keys(page, "Enter")
    page.wait_for_function("!document.getElementById('undo').disabled")
    keys(page, "t")
    page.keyboard.type("quyet dinh, van ban")
    page.fill("#types-find", "văn bản hành chính")
    keys(page, "Enter")
    heard(page, "các trường được đọc lại")
    assert house.services.dossiers.document(paper)[1].document_type == "administrative_document"
    keys(page, "t")
    page.fill("#types-find", "giay khai sinh")
    keys(page, "Enter")
    heard(page, "Giấy khai sinh")
    keys(page, "F2")
    page.keyboard.type("Trần Thị Lan Anh")
    keys(page, "Enter", "Control+Enter")
    moved_on(page, paper)
    lan.sound_everywhere(f"/documents/{paper}/history", "html[data-ready]")
    told = page.inner_text("main")
    assert "Trần Thị Lan\tTrần Thị Lan Anh" in told
    assert "Giấy khai sinh → " in told
    assert page.locator(".crop canvas").count() == 1
    lan.picture("history")


@pytest.mark.usefixtures("working")
def test_a_box_is_drawn_and_read_again_by_mouse_or_keys(lan: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(DOUBTFUL)
    page = opened(lan, paper)
    keys(page, "r", "Shift+ArrowRight", "Enter")
    page.wait_for_selector("[data-name=mother_name] input")
    assert typed(page, "mother_name") == "Trần Thị Lan"
    keys(page, "Escape", "r", "Escape", "r")
    place = page.locator(".box[title='Họ, chữ đệm, tên người cha']").bounding_box()
    assert place
    page.mouse.move(place["x"] - 4, place["y"] - 4)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] + 4, place["y"] + place["height"] + 4, steps=4)
    page.mouse.up()
    page.wait_for_selector("[data-name=mother_name] input")
    assert typed(page, "mother_name") == "Lê Văn Hòa"
    keys(page, "Enter", "Control+Enter")
    moved_on(page, paper)
    field = house.services.dossiers.document(paper)[1].record.field("mother_name")
    assert field is not None
    assert field.value == "Lê Văn Hòa"
    father = house.services.dossiers.document(paper)[1].record.field("father_name")
    assert field.box is not None
    assert father is not None
    assert father.box is not None
    assert abs(field.box.top - father.box.top) < 0.01, "where the person showed it"


@pytest.mark.usefixtures("working")
def test_a_place_that_is_read_slowly_is_in_nobodys_way(lan: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(TWO_DOUBTS)
    page = opened(lan, paper)
    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    page.route("**/glances*", wait)
    page.click("#f-mother_name")
    with page.expect_request("**/glances*"):
        keys(page, "r", "Enter")
    keys(page, "Enter")
    heard(page, "Đã xác nhận")
    assert focused(page) == "home_town", "Enter is for the field again"
    keys(page, "F2")
    page.keyboard.type("Vị Đông")
    keys(page, "ArrowLeft", "ArrowLeft")
    page.keyboard.type("x")
    assert typed(page, "home_town") == "Vị Đôxng", "arrows are for the text"
    assert len(waiting) == 1, "read once"
    waiting[0].continue_()
    page.wait_for_selector("[data-name=mother_name] .offer >> text=Trần Thị Lan")
    heard(page, "Đọc lại được")
    assert typed(page, "home_town") == "Vị Đôxng"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    lan.sound()
    page.click("text=Dùng giá trị này")
    assert typed(page, "mother_name") == "Trần Thị Lan"
    assert "Vị Đôxng" in row(page, "home_town"), "what was typed is said"
    keys(page, "Escape")
    with page.expect_request("**/glances*"):
        keys(page, "r", "Enter")
    keys(page, "Escape")
    heard(page, "Đã hủy vẽ khung")
    assert page.locator(".frame:visible").count() == 0
    assert page.locator(".offer").count() == 0


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


def test_a_sample_says_that_it_is_one(lan: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(birth_certificate())
    assert status(house, paper) == DocumentStatus.ACCEPTED
    page = opened(lan, paper)
    assert "Giấy kiểm tra mẫu" in page.inner_text(".about-paper")
    keys(page, "Control+Enter")
    page.wait_for_url("**/review")
    assert house.services.reviews.of_document(paper)[-1].verdict == "accepted"
