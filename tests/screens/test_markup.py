"""Stored XSS: what papers, files, people and programs say is text on every page, never markup."""

import json
import re

import pytest

from ocr_service.domain.access import Role
from ocr_service.web import create_app
from ocr_service.web.doors import DOORSTEP
from tests.fakes import House, scan_of
from tests.screens.screen import Screen, signed_in
from tests.web.client import Client

pytestmark = pytest.mark.slow
ATTACK = "<img src=x onerror=document.title='taken'>\"'><script>document.title='taken'</script>"
PARTS = re.compile(r"<(?:\w+:)?(\w+)>")
# What is no page: pictures, sheets, streams that never end.
NO_PAGES = re.compile(r"picture|\.pdf|\.svg|events|export|\.csv|\.xlsx")


def attacked(house: House) -> dict[str, str]:
    """A dossier whose every word is an attack; where its parts are found."""
    client = Client(house)
    fields = {"dossier_code": ATTACK, "metadata": json.dumps({ATTACK: ATTACK})}
    made = client.settled(
        (f"{ATTACK}.pdf".replace("/", "∕"), scan_of(ATTACK, f"{ATTACK} sure")),
        ("bad.pdf", scan_of("broken")),
        **fields,
    )
    first, second = (paper["id"] for paper in made["documents"])
    tag = client.get(f"/documents/{first}").headers["ETag"]
    said = {"verdict": "rejected", "reason": ATTACK}
    client.post(f"/documents/{first}/reviews", json=said, headers={"If-Match": tag})
    account = house.services.people.accounts.named(ATTACK[:60])
    return {
        "dossier_id": made["id"],
        "document_id": second,
        "record_id": second,
        "number": "1",
        "account_id": account.id if account else "",
    }


def pages_of(house: House, known: dict[str, str]) -> list[str]:
    """Every page that people who are in may ask for."""
    found = []
    for rule in create_app(house.services).url_map.iter_rules():
        ours = rule.endpoint.startswith("pages.") and rule.endpoint not in DOORSTEP
        if not ours or "GET" not in (rule.methods or ()) or NO_PAGES.search(rule.rule):
            continue
        if set(PARTS.findall(rule.rule)) <= set(known):
            found.append(PARTS.sub(lambda part: known[part[1]], rule.rule))
    return sorted(found)


def test_text_is_text_on_every_page(screen: Screen, house: House) -> None:
    page = signed_in(screen, house, ATTACK[:60], Role.ADMIN)
    known = attacked(house)
    screen.expected = {404, 410, 503}  # what the fake eyes keep is no picture
    shown = 0
    for path in [
        *pages_of(house, known),
        f"/records?q={ATTACK}",
        f"/dossiers?dossier_code={ATTACK}",
    ]:
        screen.go(path)
        page.wait_for_timeout(150)  # for scripts that fill the page
        assert "taken" not in page.title().replace(ATTACK, "").replace(ATTACK[:60], ""), path
        assert page.locator("img[src='x'], main script:not([type])").count() == 0, path
        shown += "<img src=x" in page.inner_text("body")
    assert shown >= 8
    assert not screen.complaints
