"""What tests of a dossier's page share: dossiers sent, pages seen in their order, dragged."""

from playwright.sync_api import Page

from tests.fakes import House
from tests.web.client import Client

AGENCY = "H42.1"
LONG_NAME = "Bản sao có chứng thực giấy chứng nhận quyền sử dụng đất của hộ ông Trần Văn Bé Năm.pdf"


def sent(house: House, *files: tuple[str, bytes], **fields: str) -> str:
    """The id of a settled dossier."""
    client = Client(house)
    return str(client.settled(*files, **{"agency_code": AGENCY, **fields})["id"])


def papers(page: Page) -> list[int]:
    return page.locator(".group.document").evaluate_all(
        "them => them.map(it => it.querySelectorAll('.leaf').length)"
    )


def wait_for(page: Page, *places: str) -> None:
    """Until the pages stand in that order, and nothing is being done."""
    script = """places => !document.querySelector('#dossier[aria-busy=true]') &&
      [...document.querySelectorAll('.leaf')].map(it => it.dataset.place.slice(-2)).join() == places
    """
    page.wait_for_function(script, arg=",".join(places))


def drag(page: Page, place: str, before: str) -> None:
    """As a hand does it: not in one leap."""
    source = page.locator(f".leaf[data-place$='{place}'] .picture")
    source.scroll_into_view_if_needed()
    start, end = (
        source.bounding_box(),
        page.locator(f".leaf[data-place$='{before}']").bounding_box(),
    )
    assert start
    assert end
    page.mouse.move(start["x"] + 60, start["y"] + 60)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 50, steps=4)
    page.mouse.move(end["x"] + 8, end["y"] + 50, steps=8)
    page.mouse.up()
