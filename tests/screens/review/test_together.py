"""Where two meet over one paper nobody's word is lost, and who comes second is told kindly."""

import pytest

from ocr_service.domain.dossier import DocumentStatus
from tests.screens.papers import PaperHouse
from tests.screens.review.desk import (
    DOUBTFUL,
    LAN,
    MINH,
    TO_KEY,
    TWO_DOUBTS,
    focused,
    heard,
    keys,
    moved_on,
    opened,
    row,
    status,
    value,
)
from tests.screens.screen import Screen

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
# What another's page does, and stays where it is.
SAVED_BY_ANOTHER = """async id => {
    const seen = await fetch(`/review/${id}`, {headers: {Accept: 'application/json'}});
    const headers = {
        'If-Match': (await seen.json()).tag,
        'X-CSRF-Token': document.querySelector('meta[name=csrf-token]').content,
        'Content-Type': 'application/json',
    };
    const fields = [{name: 'mother_name', value: 'Trần Thị Loan'}];
    const body = JSON.stringify({verdict: 'needs_review', fields});
    await fetch(`/api/v1/documents/${id}/reviews`, {method: 'POST', headers, body});
    await fetch(`/api/v1/documents/${id}/lease`, {method: 'DELETE', headers});
}"""


def test_who_comes_second_is_told_and_may_take_over(
    lan: Screen, minh: Screen, house: PaperHouse
) -> None:
    (paper,) = house.hand_in(DOUBTFUL)
    opened(lan, paper)
    minh.expected |= {409}
    page = opened(minh, paper)
    page.wait_for_selector("#held:not([hidden])")
    assert LAN in page.inner_text("#held")
    minh.sound()
    minh.picture("review-held")
    keys(page, "Control+Enter")
    assert status(house, paper) == DocumentStatus.NEEDS_REVIEW
    page.click("text=Nhận lại giấy này")
    heard(page, "Bạn đã nhận giấy tờ này")
    keys(page, "Enter", "Control+Enter")
    moved_on(page, paper)
    lan.expected |= {409, 412}
    keys(lan.page, "Enter", "Control+Enter")
    lan.page.wait_for_selector("#blocked:not([hidden]), #held:not([hidden])")
    assert house.services.reviews.of_document(paper)[-1].reviewer == MINH


def test_who_loses_a_paper_while_typing_keeps_the_words(
    lan: Screen, minh: Screen, house: PaperHouse
) -> None:
    (paper,) = house.hand_in(DOUBTFUL)
    page = lan.page
    page.clock.install()
    page.route("**/lease", lambda route: route.abort())  # the first try fails
    opened(lan, paper)
    page.unroute("**/lease")
    beat = house.services.settings.review_lease_seconds * 1000 / 3 + 100
    with page.expect_response("**/lease") as renewed:
        page.clock.fast_forward(beat)
    assert renewed.value.status == 200, "it is tried again"
    keys(page, "F2")
    page.keyboard.type("Trần Thị Lan Chi")
    minh.expected |= {409}
    other = opened(minh, paper)
    other.click("text=Nhận lại giấy này")
    heard(other, "Bạn đã nhận giấy tờ này")
    lan.expected |= {409}
    page.clock.fast_forward(beat)
    page.wait_for_selector("#held:not([hidden]) >> text=chưa lưu")
    keys(page, "Enter", "Enter")  # they were on their way to the editor
    page.click("text=Chỉ xem")
    page.click("text=Mở giấy tiếp theo")
    page.wait_for_selector("dialog#unsaved[open]")
    keys(page, "Enter")
    assert page.is_visible("#held"), "it is not taken back unasked"
    page.click("text=Nhận lại giấy này")
    heard(page, "Bạn đã nhận giấy tờ này")
    assert "Trần Thị Lan Chi" in row(page, "mother_name")
    keys(page, "Control+Enter")
    moved_on(page, paper)
    assert value(house, paper, "mother_name") == "Trần Thị Lan Chi"


def test_a_stale_save_keeps_what_was_typed(lan: Screen, minh: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(TWO_DOUBTS)
    page = opened(lan, paper)
    keys(page, "F2")
    page.keyboard.type("Xã Vị Đông, huyện Vị Thủy, tỉnh Hậu Giang")
    keys(page, "Enter")
    minh.expected |= {409}
    other = opened(minh, paper)
    other.click("text=Nhận lại giấy này")
    heard(other, "Bạn đã nhận giấy tờ này")
    other.evaluate(SAVED_BY_ANOTHER, paper)
    lan.expected |= {412}
    keys(page, "Control+Enter", "Control+Enter")
    page.wait_for_selector("#blocked:not([hidden]) >> text=Chưa lưu")
    assert "Trần Thị Loan" in page.inner_text("[data-name=mother_name]")
    assert "Xã Vị Đông" in page.inner_text("[data-name=home_town] .value")
    lan.sound()
    lan.picture("review-stale")
    keys(page, "Control+Enter")
    moved_on(page, paper)
    assert value(house, paper, "mother_name") == "Trần Thị Loan"
    assert "Vị Đông" in value(house, paper, "home_town")


def test_what_two_keyed_differently_is_settled_by_a_word(
    lan: Screen, minh: Screen, house: PaperHouse
) -> None:
    (paper,) = house.hand_in(TO_KEY)
    for screen, number in ((lan, "093324001284"), (minh, "093324001234")):
        screen.expected |= {409}
        page = opened(screen, paper)
        keys(page, "Enter")
        page.keyboard.type(number)
        keys(page, "Enter", "Control+Enter")
        if screen is lan:
            moved_on(page, paper)
    page.wait_for_selector("#blocked:not([hidden]) >> text=hai người nhập khác nhau")
    assert "“093324001284” và “093324001234”" in row(page, "personal_id")
    assert focused(page) == "personal_id"
    minh.sound()
    minh.picture("review-keyed-differently")
    keys(page, "Control+Enter", "Control+Enter")
    assert status(house, paper) == DocumentStatus.NEEDS_REVIEW, "nobody has said which"
    keys(page, "Enter")
    page.keyboard.type("093324001234")
    keys(page, "Enter", "Control+Enter")
    moved_on(page, paper)
    assert status(house, paper) == DocumentStatus.ACCEPTED
    said = house.services.reviews.of_document(paper)[-1]
    assert [(it.field, it.value) for it in said.answers] == [("personal_id", "093324001234")]


def test_two_people_key_what_neither_has_seen(lan: Screen, minh: Screen, house: PaperHouse) -> None:
    (paper,) = house.hand_in(TO_KEY)
    for at, screen in enumerate((lan, minh)):
        screen.expected |= {409}
        page = opened(screen, paper)
        assert focused(page) == "personal_id"
        assert "093324001234" not in page.inner_text("main")
        keys(page, "Enter")
        assert page.input_value("[data-name=personal_id] input") == ""
        if not at:
            screen.sound()
            screen.picture("review-keying")
        keys(page, "Escape", "r", "Enter")
        page.wait_for_selector(".toast >> text=hai người")  # nor may the machine tell them
        keys(page, "Enter")
        page.keyboard.type("093324001234")
        keys(page, "Enter", "Control+Enter")
        moved_on(page, paper)
        assert status(house, paper) == ("accepted" if at else "needs_review")
    assert value(house, paper, "personal_id") == "093324001234"
