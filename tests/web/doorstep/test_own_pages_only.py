"""What a session does is asked for by our own pages alone."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from ocr_service.domain.access import Role
from ocr_service.web import create_app
from tests.fakes import House, scan_of
from tests.web.browser import NEW, OFFICE, PASSWORD, Browser, cookie_of, inside, person
from tests.web.client import Client


def test_a_session_opens_the_api_under_the_same_permits(house: House, app: Flask) -> None:
    Client(house).send(("a.pdf", scan_of("một")), agency_code="H42.1")
    person(house, "Mai", Role.CLERK, "H42")
    person(house, "Cúc", Role.CLERK, "H43")
    for name, count in (("Mai", 1), ("Cúc", 0)):
        listed = inside(house, app, name).get("/api/v1/dossiers")
        assert listed.status_code == 200
        assert len(listed.json["items"]) == count
    auditor = inside(house, app, "Huệ", Role.AUDITOR)
    assert call(auditor, "/api/v1/webhooks", auditor.form_token()).status_code == 403


def call(browser: Browser, path: str, token: str = "", **headers: str) -> TestResponse:
    """What a script of our own page asks the API for."""
    sent = {"Origin": browser.site, **({"X-CSRF-Token": token} if token else {}), **headers}
    hook = {"url": "http://127.0.0.1:9/hook"}
    return browser.door.post(path, json=hook, headers=sent, base_url=browser.site)


def test_a_change_over_the_api_needs_the_token_of_our_page(house: House, app: Flask) -> None:
    browser = inside(house, app, role=Role.ADMIN)
    token, hooks = browser.form_token(), "/api/v1/webhooks"
    stranger = inside(house, app, "Huệ", Role.ADMIN).form_token()
    for bad in ("", "wrong", stranger):
        answer = call(browser, hooks, bad)
        assert (answer.status_code, answer.json["code"]) == (403, "foreign_request")
    assert call(browser, hooks, token).status_code == 201


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_that_another_site_asks_for_is_refused(
    house: House, app: Flask, headers: dict[str, str]
) -> None:
    browser = inside(house, app, role=Role.ADMIN)
    answer = call(browser, "/api/v1/webhooks", browser.form_token(), **headers)
    assert (answer.status_code, answer.json["code"]) == (403, "foreign_request")


def test_keys_need_no_token(house: House) -> None:
    hook = {"url": "http://127.0.0.1:9/hook"}
    assert Client(house).post("/webhooks", json=hook).status_code == 201


def test_forms_of_strangers_are_refused_even_at_the_doorstep(house: House, app: Flask) -> None:
    person(house, "Lan")
    form = {"name": "Lan", "password": PASSWORD}
    answer = Browser(app).post("/sign-in", origin="https://evil.example", **form)
    assert (answer.status_code, answer.mimetype) == (403, "text/html")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/sign-out", "/sign-out/everywhere", "/account/password"])
def test_forms_without_their_token_do_nothing(house: House, app: Flask, path: str) -> None:
    browser = inside(house, app)
    own = {"password": PASSWORD, "new_password": NEW, "new_password_again": NEW}
    assert browser.post(path, **own).status_code == 403
    assert browser.home()
    assert Browser(app).sign_in("Lan").status_code == 303


def test_behind_a_proxy_the_public_address_is_ours_too(house: House, database_url: str) -> None:
    proxied = House.in_folder(house.services.settings.data_dir, database_url, public_url=OFFICE)
    person(proxied, "Lan")
    browser = Browser(create_app(proxied.services))
    answer = browser.post("/sign-in", origin=OFFICE, name="Lan", password=PASSWORD)
    assert answer.status_code == 303
    assert cookie_of(answer).startswith("__Host-ocr-session=")
