"""A session is one browser's alone, ends when it must, and does nothing that others ask for."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from ocr_service.domain.access import Role
from ocr_service.storage.database import Database
from ocr_service.web import create_app
from tests.fakes import House, scan_of
from tests.web.browser import NEW, OFFICE, PASSWORD, Browser, cookie_of, inside, pass_time, person
from tests.web.client import Client


def with_token(app: Flask, token: str) -> Browser:
    browser = Browser(app)
    browser.token = token
    return browser


def test_a_token_from_before_signing_in_opens_nothing(house: House, browser: Browser) -> None:
    """An attacker who plants a token knows nothing of the one that is given."""
    person(house, "Lan")
    browser.token = "planted"
    browser.sign_in("Lan")
    assert browser.token != "planted"
    assert not with_token(browser.door.application, "planted").home()
    first = browser.token
    browser.sign_in("Lan")
    assert browser.token != first
    assert not with_token(browser.door.application, first).home()


def test_the_token_is_nowhere_in_the_database(house: House, app: Flask, database_url: str) -> None:
    token = inside(house, app).token
    with Database(database_url).read() as connection:
        rows = connection.exec_driver_sql("select * from sessions").all()
    assert len(rows) == 1
    assert token not in str(rows)


def test_the_cookie_over_plain_http_on_this_machine(house: House, browser: Browser) -> None:
    person(house, "Lan")
    cookie = cookie_of(browser.sign_in("Lan"))
    assert cookie.startswith("ocr-session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


@pytest.mark.parametrize("site", [OFFICE, "https://localhost", "http://10.1.2.3"])
def test_the_cookie_anywhere_else_is_bound_to_the_host_and_tls(
    house: House, app: Flask, site: str
) -> None:
    person(house, "Lan")
    cookie = cookie_of(Browser(app, site).sign_in("Lan"))
    assert cookie.startswith("__Host-ocr-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.mark.parametrize("header", ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Proto"])
def test_the_cookie_is_bound_to_tls_behind_any_proxy(house: House, app: Flask, header: str) -> None:
    """Whatever host it asks for: many say 127.0.0.1."""
    person(house, "Lan")
    answer = Browser(app).door.post(
        "/sign-in",
        data={"name": "Lan", "password": PASSWORD},
        headers={header: "http", "Sec-Fetch-Site": "same-origin"},
        base_url="http://127.0.0.1:8080",
    )
    assert cookie_of(answer).startswith("__Host-ocr-session=")


@pytest.mark.parametrize("setting", [{"proxies": 1}, {"production": True}])
def test_the_cookie_is_bound_to_tls_behind_a_proxy_that_tells_nothing(
    house: House, database_url: str, setting: dict[str, object]
) -> None:
    """Neither the host that was asked for, nor how, nor for whom: as if it came from here."""
    proxied = House.in_folder(house.services.settings.data_dir, database_url, **setting)
    person(proxied, "Lan")
    answer = Browser(create_app(proxied.services), "http://127.0.0.1:8080").sign_in("Lan")
    cookie = cookie_of(answer)
    assert cookie.startswith("__Host-ocr-session=")
    assert "Secure" in cookie.split("; ")


def test_tokens_turn_and_requests_under_way_are_not_cut_off(
    house: House, app: Flask, database_url: str
) -> None:
    browser = inside(house, app)
    old = browser.token
    assert browser.home()
    assert browser.token == old
    pass_time(database_url, "sessions", "rotated_at", timedelta(minutes=16))
    assert browser.home()
    new = browser.token
    assert new != old
    late = with_token(app, old)
    assert late.home()
    assert late.token == old
    pass_time(database_url, "sessions", "before_until", timedelta(seconds=31))
    assert not with_token(app, old).home()
    assert browser.home()
    assert browser.token == new


def test_of_requests_at_once_one_turns_the_token(
    house: House, app: Flask, database_url: str
) -> None:
    token = inside(house, app).token
    pass_time(database_url, "sessions", "rotated_at", timedelta(minutes=16))
    seen: list[tuple[bool, str]] = []

    def come() -> None:
        browser = with_token(app, token)
        seen.append((browser.home(), browser.token))

    threads = [threading.Thread(target=come) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [home for home, _ in seen] == [True] * 6
    assert len({new for _, new in seen if new != token}) == 1


def test_a_session_ends_when_nobody_uses_it(house: House, app: Flask, database_url: str) -> None:
    browser = inside(house, app)
    pass_time(database_url, "sessions", "seen_at", timedelta(minutes=29))
    assert browser.home()
    pass_time(database_url, "sessions", "seen_at", timedelta(minutes=29))
    assert browser.home()
    pass_time(database_url, "sessions", "seen_at", timedelta(minutes=30))
    assert not browser.home()


@pytest.mark.parametrize("path", ["events?ids=x", "reviews/queue/counts", "operations"])
def test_what_an_open_page_asks_by_itself_keeps_no_session(
    house: House, app: Flask, database_url: str, path: str
) -> None:
    browser = inside(house, app, role=Role.ADMIN)
    token = browser.token
    pass_time(database_url, "sessions", "rotated_at", timedelta(minutes=16))
    for minutes, status in ((29, 200), (1, 401)):
        pass_time(database_url, "sessions", "seen_at", timedelta(minutes=minutes))
        assert browser.get(f"/api/v1/{path}").status_code == status
    assert browser.token == token
    assert not browser.home()


def test_work_under_way_keeps_a_session(house: House, app: Flask, database_url: str) -> None:
    """A long upload, and the lease of whoever types."""
    browser = inside(house, app, role=Role.ADMIN)
    own = {"Origin": browser.site, "X-CSRF-Token": browser.form_token(), "Tus-Resumable": "1.0.0"}
    door, begun = browser.door, {"Upload-Length": "4", **own}
    place = door.post("/api/v1/uploads", headers=begun, base_url=browser.site).headers["Location"]
    for offset in range(4):
        pass_time(database_url, "sessions", "seen_at", timedelta(minutes=29))
        piece = {"Upload-Offset": str(offset), **own}
        kind = "application/offset+octet-stream"
        sent = door.patch(place, data=b"x", content_type=kind, headers=piece, base_url=browser.site)
        assert sent.status_code == 204
    paper = Client(house).settled(("1.pdf", scan_of("a")))["documents"][0]["id"]
    for _ in range(2):
        pass_time(database_url, "sessions", "seen_at", timedelta(minutes=29))
        lease = f"/api/v1/documents/{paper}/lease"
        held = door.post(lease, json={"force": False}, headers=own, base_url=browser.site)
        assert held.status_code == 200


def test_a_session_ends_after_a_day_of_work(house: House, app: Flask, database_url: str) -> None:
    browser = inside(house, app)
    pass_time(database_url, "sessions", "opened_at", timedelta(hours=12))
    assert not browser.home()


def test_signing_out_ends_this_session_only(house: House, app: Flask) -> None:
    here, there = inside(house, app), inside(house, app)
    token = here.token
    answer = here.post("/sign-out", form_token=here.form_token())
    assert answer.location == "/sign-in"
    assert here.token == ""
    assert not with_token(app, token).home()
    assert there.home()


def test_signing_out_everywhere(house: House, app: Flask) -> None:
    here, there = inside(house, app), inside(house, app)
    assert there.home()
    here.post("/sign-out/everywhere", form_token=here.form_token())
    assert not here.home()
    assert not there.home()


def test_a_new_password_ends_all_sessions_but_gives_this_browser_another(
    house: House, app: Flask
) -> None:
    here, there = inside(house, app), inside(house, app)
    old = here.token
    answer = here.send(
        "/account/password", password=PASSWORD, new_password=NEW, new_password_again=NEW
    )
    assert answer.status_code == 303
    assert here.home()
    assert here.token != old
    assert not with_token(app, old).home()
    assert not there.home()


def test_whoever_does_not_know_the_password_changes_none(house: House, app: Flask) -> None:
    browser = inside(house, app)
    answer = browser.send(
        "/account/password", password="wrong", new_password=NEW, new_password_again=NEW
    )
    assert answer.status_code == 422
    assert Browser(app).sign_in("Lan").status_code == 303


def test_the_sessions_of_a_disabled_account_end(house: House, app: Flask) -> None:
    browser = inside(house, app)
    accounts = house.services.people.accounts
    account = accounts.named("Lan")
    assert account
    accounts.disable(account.id, account.created_at)
    assert not browser.home()
    assert browser.get("/api/v1/dossiers").status_code == 401
    accounts.enable(account.id)
    assert not browser.home()


def test_another_role_ends_sessions_and_counts_at_once(house: House, app: Flask) -> None:
    browser = inside(house, app, role=Role.ADMIN)
    accounts = house.services.people.accounts
    account = accounts.named("Lan")
    assert account
    person(house, "Mai", Role.ADMIN)  # the last one stays
    accounts.set_place(account.id, Role.CLERK, "H42")
    assert not browser.home()
    again = inside(house, app)
    assert "H42" in again.get("/").get_data(as_text=True)
