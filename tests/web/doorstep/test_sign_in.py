"""People come in by name and password; nobody is told which of the two was wrong."""

import time
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask

from ocr_service.actions.accounts import add_account
from ocr_service.domain.access import Role
from ocr_service.throttle import Proof
from tests.fakes import House
from tests.web.browser import PASSWORD, Browser, pass_time, person

REFUSED = "Tên hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa."


def test_the_house_greets_with_name_role_and_agency(house: House, browser: Browser) -> None:
    person(house, "Trần Văn <b>Bình</b>", Role.AUDITOR, "H42.1")
    answer = browser.sign_in("trần văn <B>BÌNH</B>")
    assert (answer.status_code, answer.location) == (303, "/")
    page = browser.get("/").get_data(as_text=True)
    assert "Trần Văn &lt;b&gt;Bình&lt;/b&gt;" in page
    assert "Cán bộ kiểm tra" in page
    assert "H42.1" in page


def test_names_are_the_same_however_they_are_typed(house: House, browser: Browser) -> None:
    person(house, "Thủy Tiên")
    decomposed = "THU\u0309Y TIE\u0302N"
    assert browser.sign_in(decomposed).status_code == 303


def test_the_first_password_opens_only_the_way_to_ones_own(house: House, browser: Browser) -> None:
    _, first = add_account("Lan", Role.CLERK, accounts=house.services.people.accounts)
    browser.sign_in("Lan", first)
    assert browser.get("/").location == "/account/password"
    assert browser.get("/api/v1/dossiers").status_code == 401
    own = {"new_password": PASSWORD, "new_password_again": PASSWORD}
    assert browser.send("/account/password", password=first, **own).status_code == 303
    assert browser.home()
    assert not Browser(browser.door.application).sign_in("Lan", first).location


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("ngắn quá", "ngắn hơn 12"),
        ("x" * 300, "dài hơn 256"),
        ("aaaaaaaaaaaaaa", "dễ đoán"),
        ("matkhau2026!!", "dễ đoán"),
        ("Mật khẩu 12345678", "dễ đoán"),
        ("123456789012", "dễ đoán"),
        ("qwertyuiop123", "dễ đoán"),
        ("hoàng lan ở nhà", "dễ đoán"),
        (PASSWORD, "giống mật khẩu cũ"),
    ],
)
def test_weak_passwords_are_refused(house: House, browser: Browser, new: str, code: str) -> None:
    person(house, "Hoàng Lan")
    browser.sign_in("Hoàng Lan")
    own = {"new_password": new, "new_password_again": new}
    answer = browser.send("/account/password", password=PASSWORD, **own)
    assert answer.status_code == 422
    assert code in answer.get_data(as_text=True)


def test_long_sentences_are_passwords(house: House, browser: Browser) -> None:
    person(house, "Lan")
    browser.sign_in("Lan")
    own = {"new_password": "1357924680 tám", "new_password_again": "1357924680 tám"}
    assert browser.send("/account/password", password=PASSWORD, **own).status_code == 422
    long = "sáng nay trời có mưa phùn " * 5
    own = {"new_password": long, "new_password_again": long}
    assert browser.send("/account/password", password=PASSWORD, **own).status_code == 303
    browser.send("/sign-out")
    assert browser.sign_in("Lan", long).status_code == 303


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "Lan\n"])
def test_what_is_no_name_is_refused_like_any_other(house: House, app: Flask, name: str) -> None:
    person(house, "Lan")
    answer = Browser(app).sign_in(name)
    assert answer.status_code == 422
    assert REFUSED in answer.get_data(as_text=True)


def test_looking_at_a_form_is_no_try(house: House, browser: Browser) -> None:
    account = person(house, "Lan")
    browser.sign_in("Lan")
    for path in ("/sign-in", "/account/password", "/account/second-factor"):
        browser.door.head(path, data={"name": "Lan", "password": "x"})
    assert house.services.people.accounts.get(account.id).failures == 0


def test_nobody_is_told_what_was_wrong(house: House, app: Flask) -> None:
    person(house, "Lan")
    disabled = person(house, "Huệ")
    house.services.people.accounts.disable(disabled.id, disabled.created_at)
    pages = set()
    for name, password in (("Lan", "wrong"), ("Nobody", PASSWORD), ("Huệ", PASSWORD)):
        answer = Browser(app).sign_in(name, password)
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert REFUSED in page
        pages.add(page.replace(f'value="{name}"', ""))
    assert len(pages) == 1


def test_it_takes_as_long_where_there_is_no_such_account(house: House, app: Flask) -> None:
    person(house, "Lan")
    Browser(app).sign_in("Nobody", "x")

    def seconds(name: str) -> float:
        begun = time.perf_counter()
        Browser(app).sign_in(name, "a wrong password")
        return time.perf_counter() - begun

    known, unknown = (min(seconds(name) for _ in range(4)) for name in ("Lan", "Nobody"))
    assert unknown >= 0.25
    assert 0.5 < known / unknown < 2


def test_an_account_rests_after_failures_and_longer_each_time(
    house: House, app: Flask, database_url: str
) -> None:
    person(house, "Lan")
    accounts = house.services.people.accounts
    for _ in range(5):
        assert Browser(app).sign_in("Lan", "wrong").status_code == 422
    answer = Browser(app).sign_in("Lan")
    assert answer.status_code == 422
    assert REFUSED in answer.get_data(as_text=True)
    pass_time(database_url, "accounts", "locked_until", timedelta(seconds=61))
    Browser(app).sign_in("Lan", "wrong")
    pass_time(database_url, "accounts", "locked_until", timedelta(seconds=61))
    assert Browser(app).sign_in("Lan").status_code == 422
    pass_time(database_url, "accounts", "locked_until", timedelta(seconds=60))
    assert Browser(app).sign_in("Lan").status_code == 303
    assert accounts.named("Lan").failures == 0  # type: ignore[union-attr]


def test_many_failures_from_one_address_are_throttled(house: House, app: Flask) -> None:
    for _ in range(40):  # wrong keys shut nobody out from signing in
        house.services.throttle.failed(Proof.KEY, "127.0.0.1")
    for _ in range(29):
        house.services.throttle.failed(Proof.PASSWORD, "127.0.0.1")
    assert Browser(app).sign_in("Lan", "x").status_code == 422
    answer = Browser(app).sign_in("Lan", "x")
    assert (answer.status_code, answer.mimetype) == (429, "text/html")
    assert "Retry-After" in answer.headers


def test_a_hash_of_old_parameters_is_made_anew(house: House, browser: Browser) -> None:
    account, accounts = person(house, "Lan"), house.services.people.accounts
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    accounts.rehash(account.id, old)
    assert browser.sign_in("Lan").status_code == 303
    assert "m=19456,t=2,p=1" in accounts.get(account.id).password
    assert browser.home()


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_the_way_in_leads_to_our_own_pages_only(house: House, app: Flask, place: str) -> None:
    person(house, "Lan")
    assert Browser(app).sign_in("Lan", next=place).location == "/"


def test_the_way_in_leads_to_where_one_wanted(house: House, browser: Browser) -> None:
    person(house, "Lan")
    answer = browser.sign_in("Lan", next="/?page=2")
    assert answer.location == "/?page=2"
