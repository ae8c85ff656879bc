"""What people do at the review desk, and what came of it."""

from typing import Any

from playwright.sync_api import Page as Window

from ocr_service.domain.dossier import DocumentStatus
from tests.fakes import House
from tests.screens.screen import Screen
from tests.understanding.paper import badly_heard, birth_certificate

LAN, MINH = "Nguyễn Thị Lan", "Trần Văn Minh"
DOUBTFUL = badly_heard(birth_certificate(), "Trần Thị Lan", 0.35)
TO_KEY = badly_heard(birth_certificate(), "093324001234", 0.3)
TWO_DOUBTS = badly_heard(DOUBTFUL, "Quê quán", 0.3)


def opened(screen: Screen, document_id: str) -> Window:
    page = screen.go(f"/review/{document_id}")
    page.wait_for_selector("html[data-ready]")
    return page


def keys(page: Window, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def held_down(page: Window, times: int, *names: str) -> None:
    """Keys that stay down, each telling the page so again and again as keyboards do."""
    for name in names:
        for _ in range(times):
            page.keyboard.down(name)


def let_go(page: Window, *names: str) -> None:
    for name in names:
        page.keyboard.up(name)


def typed(page: Window, name: str) -> str:
    """What stands in the editor of the field."""
    return page.input_value(f"[data-name={name}] :is(input, textarea)")


def row(page: Window, name: str) -> str:
    return page.inner_text(f"[data-name={name}]")


def focused(page: Window) -> str:
    return str(page.evaluate("document.activeElement.id")).removeprefix("f-")


def status(house: House, document_id: str) -> DocumentStatus:
    return house.services.dossiers.document(document_id)[1].status


def value(house: House, document_id: str, name: str) -> Any:
    field = house.services.dossiers.document(document_id)[1].record.field(name)
    return field.value if field else None


def heard(page: Window, words: str) -> None:
    """A screen reader was told so."""
    page.wait_for_function(
        "words => document.getElementById('announcer').textContent.includes(words)", arg=words
    )


def moved_on(page: Window, document_id: str) -> None:
    page.wait_for_url(lambda url: document_id not in url)
