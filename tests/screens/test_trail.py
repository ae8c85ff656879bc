"""An auditor in the audit trail: finds who did what, looks closer, checks that it holds."""

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from tests.fakes import House, scan_of
from tests.screens.screen import Screen, signed_in
from tests.web.client import Client

pytestmark = pytest.mark.slow
LONG = "Phần mềm một cửa điện tử liên thông của Ủy ban nhân dân xã Bình Minh – <b>máy chủ số 2</b>"


def test_an_auditor_finds_what_was_done_and_checks_the_trail(screen: Screen, house: House) -> None:
    done(house)
    page = signed_in(screen, house, "Lan", Role.AUDITOR, "H42", next="/trail")
    screen.sound_everywhere("/trail")
    page.click("text=Kiểm tra ngay")
    assert "Nhật ký nguyên vẹn" in page.inner_text("#checked")
    page.click("summary >> nth=3")
    assert page.is_visible("details[open] >> text=Mã băm của mục")
    screen.sound()
    screen.picture("trail")
    page.select_option("#act", "dossier.received")
    page.fill("#actor", "liên thông")
    page.keyboard.press("Enter")
    page.wait_for_url("**act=dossier.received**")
    assert page.locator("tbody tr").count() == 2
    assert LONG in page.inner_text("tbody")
    with page.expect_download() as saved:
        page.click("text=Xuất JSON Lines")
    assert saved.value.suggested_filename.endswith(".jsonl")
    page.fill("#dossier", "no such")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Không có mục nào như vậy")
    screen.sound()


def done(house: House) -> None:
    """By a program of a long name: two dossiers sent, one paper looked at."""
    key = add_key(LONG, Role.SYSTEM, "H42.1", keys=house.services.keys)[1]
    sender = Client(house, key)
    dossier = sender.settled(
        ("1.pdf", scan_of("one")), dossier_code="H42.1-261126-0001", agency_code="H42.1"
    )
    sender.get(f"/documents/{dossier['documents'][0]['id']}")
    sender.settled(("2.pdf", b"%PDF-fake\nbroken"), agency_code="H42.1")
