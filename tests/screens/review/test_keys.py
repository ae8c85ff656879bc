"""Doubtful papers are settled by keys alone; what the page shows is sound."""

import pytest

from ocr_service.domain.dossier import DocumentStatus
from tests.screens.papers import PaperHouse
from tests.screens.review.desk import (
    DOUBTFUL,
    TWO_DOUBTS,
    focused,
    heard,
    held_down,
    keys,
    let_go,
    moved_on,
    opened,
    status,
    value,
)
from tests.screens.screen import TABLET, Screen
from tests.understanding.paper import birth_certificate

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


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


def test_a_sample_says_that_it_is_one(lan: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(birth_certificate())
    assert status(house, paper) == DocumentStatus.ACCEPTED
    page = opened(lan, paper)
    assert "Giấy kiểm tra mẫu" in page.inner_text(".about-paper")
    keys(page, "Control+Enter")
    page.wait_for_url("**/review")
    assert house.services.reviews.of_document(paper)[-1].verdict == "accepted"
