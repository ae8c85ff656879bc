"""Pages as they come: for people, under a strict policy, also when something is wrong."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

from flask import Flask

from ocr_service.domain.errors import Unavailable
from ocr_service.web import create_app
from tests.fakes import House
from tests.web.browser import Browser, person
from tests.web.client import Client

# A script that stands in the page itself; data for scripts is none.
INLINE = re.compile(r"<script(?![^>]* src=)(?! type=.application/json.)")


def test_strangers_are_shown_the_way_in(browser: Browser) -> None:
    answer = browser.get("/?page=2")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/?page%3D2")


def test_errors_are_pages_for_people_and_problems_for_programs(
    house: House, browser: Browser
) -> None:
    person(house, "Lan")
    browser.sign_in("Lan")
    page = browser.get("/no-such-page", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "Không tìm thấy" in page.get_data(as_text=True)
    told = browser.get("/api/v1/no-such", headers={"Accept": "text/html,*/*;q=0.8"})
    assert told.mimetype == "application/problem+json"
    assert Client(house).call("GET", "/no-such").mimetype == "application/problem+json"


def test_pages_run_nothing_foreign_and_nothing_inline(house: House, browser: Browser) -> None:
    person(house, "Lan")
    browser.sign_in("Lan")
    for path in (
        "/",
        "/sign-in",
        "/account/password",
        "/account/second-factor",
        style_of(browser),
    ):
        answer = browser.get(path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy or "default-src 'none'" in policy
        assert "unsafe" not in policy
        page = answer.get_data(as_text=True)
        assert "<style" not in page
        assert " style=" not in page
        assert not INLINE.search(page)


def style_of(browser: Browser) -> str:
    """Where the pages say that the style of the house is."""
    found = re.search(
        r'href="(/static/[^"]+/house.css)"', browser.get("/", follow_redirects=True).text
    )
    assert found
    return found[1]


def test_a_browser_keeps_styles_and_scripts_until_one_of_them_changes(browser: Browser) -> None:
    address = style_of(browser)
    assert "immutable" in browser.get(address).headers["Cache-Control"]
    before = browser.get(address.replace(address.split("/")[2], "of-the-version-before"))
    assert (before.status_code, before.headers["Cache-Control"]) == (200, "no-cache")
    assert before.data == browser.get(address).data
    assert browser.get("/static/x/../../pages/assets.py").status_code == 404
    assert browser.get("/static/x/no-such.css").status_code == 404


def test_the_door_takes_small_forms_only(house: House, browser: Browser) -> None:
    upload = {"name": "Lan", "file": (BytesIO(b"%PDF-"), "a.pdf")}
    headers = {"Origin": browser.site}
    answer = browser.door.post("/sign-in", data=upload, headers=headers)
    assert answer.status_code == 400
    assert browser.sign_in("x" * 70_000).status_code == 413


def test_plain_http_elsewhere_says_why_it_does_not_work(app: Flask) -> None:
    assert "https" in Browser(app, "http://10.1.2.3").get("/sign-in").get_data(as_text=True)
    assert "chưa được mở" not in Browser(app).get("/sign-in").get_data(as_text=True)


class GoneSessions:
    """A SessionStore whose database is away."""

    def __getattr__(self, _: str) -> Any:
        raise Unavailable("no database")


def test_a_database_that_is_away_is_told_on_a_page(house: House) -> None:
    people = replace(house.services.people, sessions=GoneSessions())  # type: ignore[arg-type]
    browser = Browser(create_app(replace(house.services, people=people)))
    browser.token = "any"
    for path in ("/", "/sign-in", "/account/password"):
        answer = browser.get(path)
        assert (answer.status_code, answer.mimetype) == (503, "text/html")
        assert "Retry-After" in answer.headers
        assert "unavailable" in answer.get_data(as_text=True)
    assert browser.get("/api/v1/dossiers").json["code"] == "unavailable"
