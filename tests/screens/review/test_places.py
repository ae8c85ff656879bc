"""Places on the paper: in sight at any size, drawn and read again."""

import pytest
from playwright.sync_api import Route

from tests.screens.papers import PaperHouse
from tests.screens.review.desk import (
    DOUBTFUL,
    TWO_DOUBTS,
    focused,
    heard,
    keys,
    moved_on,
    opened,
    row,
    typed,
)
from tests.screens.screen import Screen

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
# Whether the middle of it can be seen and clicked, nothing lying over it.
IN_SIGHT = """selector => {
    const place = document.querySelector(selector);
    const {left, top, width, height} = place.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return top >= 0 && top + height <= innerHeight && Boolean(there) && place.contains(there);
}"""


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
