"""Strangers who guess lock an account, but not the browsers that it was in by before."""

from hmac import digest
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from ocr_service.actions.accounts import reset_password
from ocr_service.domain.access import Role, digest_of
from ocr_service.storage.sealing import BROWSERS, key_from
from ocr_service.web import create_app
from tests.fakes import House
from tests.web.browser import PASSWORD, Browser, person

ASKED = "/sign-in/second-factor"
KEY = "wq8Zk3vT0yRb6LxN1mGd5JcHs7PfAa2e"
NAME = "ocr-familiar-"


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    house = House.in_folder(tmp_path, database_url, secret_key=KEY)
    person(house, "Lan", Role.ADMIN)
    return house


@pytest.fixture
def browser(app: Flask) -> Browser:
    """That has signed in once."""
    browser = Browser(app)
    browser.sign_in("Lan")
    return browser


def lock(house: House, name: str = "Lan") -> None:
    """What strangers do who guess."""
    accounts = house.services.people.accounts
    account = accounts.named(name)
    assert account
    while accounts.count_try(account.id, account.created_at):
        pass


def cookies_of(answer: TestResponse) -> SimpleCookie:
    """Those that make the browser familiar."""
    told = [it for it in answer.headers.getlist("Set-Cookie") if NAME in it]
    return SimpleCookie(told[0] if told else "")


def stranger(app: Flask, shown: tuple[str, str] = ("", "")) -> Browser:
    browser = Browser(app)
    if shown[0]:
        browser.door.set_cookie(*shown, domain="localhost")
    return browser


def test_a_browser_that_was_in_before_is_not_locked_out(
    house: House, app: Flask, browser: Browser
) -> None:
    browser.send("/sign-out")
    lock(house)
    assert stranger(app).sign_in("Lan").status_code == 422
    assert browser.sign_in("Lan", "wrong").status_code == 422
    assert stranger(app).sign_in("Lan").status_code == 422
    assert browser.sign_in("Lan").status_code == 303
    assert browser.home()


def test_neither_at_the_second_factor_nor_before_changes(house: House, browser: Browser) -> None:
    phone, _ = browser.set_up_phone()
    browser.send("/sign-out")
    lock(house)
    assert browser.sign_in("Lan").status_code == 303
    assert browser.send(ASKED, code="000000").status_code == 422
    assert browser.send(ASKED, code=phone.now()).status_code == 303
    lock(house)
    assert browser.send("/account/recovery-codes", password=PASSWORD).status_code == 200


def test_its_own_guesses_are_counted(house: House, browser: Browser) -> None:
    """And the password in between does not pay for more of them."""
    browser.set_up_phone()
    browser.send("/sign-out")
    lock(house)
    tries = 0
    while browser.sign_in("Lan").status_code == 303:
        assert browser.send(ASKED, code="000000").status_code == 422
        tries += 2
        assert tries < 40
    assert tries >= 20


def test_a_new_password_ends_it(house: House, browser: Browser) -> None:
    first = reset_password("Lan", accounts=house.services.people.accounts)
    lock(house)
    assert browser.sign_in("Lan", first).status_code == 422
    house.services.people.accounts.unlock(house.services.people.accounts.all()[0].id)
    assert browser.sign_in("Lan", first).status_code == 303
    own = {"new_password": PASSWORD, "new_password_again": PASSWORD}
    browser.send("/account/password", password=first, **own)
    lock(house)
    assert browser.sign_in("Lan").status_code == 303


def test_a_disabled_account_is_nobodys(house: House, browser: Browser) -> None:
    (account,) = house.services.people.accounts.all()
    person(house, "Mai", Role.ADMIN)  # the last one stays
    house.services.people.accounts.disable(account.id, account.created_at)
    assert browser.sign_in("Lan").status_code == 422


def test_it_is_signed_for_this_account(house: House, app: Flask) -> None:
    person(house, "Mai")
    ((mai, of_mai),) = cookies_of(Browser(app).sign_in("Mai")).items()
    ((lan, of_lan),) = cookies_of(Browser(app).sign_in("Lan")).items()
    lock(house)
    browser, _, signed = of_lan.value.partition(".")
    assert mai != lan
    for shown in (of_mai.value, browser, f"{browser}.", f"x{browser}.{signed}", "ỹ.ỹ", "."):
        assert stranger(app, (lan, shown)).sign_in("Lan").status_code == 422
    assert stranger(app, (lan, of_lan.value)).sign_in("Lan").status_code == 303


def test_who_shares_a_browser_stays_known_to_it(house: House, browser: Browser) -> None:
    person(house, "Mai")
    browser.sign_in("Mai")
    lock(house)
    assert browser.sign_in("Lan").status_code == 303


def test_the_cookie_lasts_and_no_script_sees_it(house: House, app: Flask, browser: Browser) -> None:
    ((name, told),) = cookies_of(browser.sign_in("Lan")).items()
    ((_, again),) = cookies_of(browser.sign_in("Lan")).items()
    assert again.value == told.value  # and so does what is counted
    assert name.startswith(NAME)
    assert told["httponly"]
    assert told["samesite"] == "Lax"
    assert int(told["max-age"]) > 300 * 86400
    ((name, told),) = cookies_of(Browser(app, "https://localhost").sign_in("Lan")).items()
    assert name.startswith(f"__Host-{NAME}")
    assert told["secure"]


def test_it_comes_with_the_second_factor_only(app: Flask, browser: Browser) -> None:
    _, codes = browser.set_up_phone()
    half = Browser(app)
    assert not cookies_of(half.sign_in("Lan"))
    assert cookies_of(half.send(ASKED, code=codes[0]))


def test_without_a_secret_key_there_is_none(tmp_path: Path) -> None:
    house = House.in_folder(tmp_path)
    person(house, "Lan")
    browser = Browser(create_app(house.services))
    assert not cookies_of(browser.sign_in("Lan"))
    (account,) = house.services.people.accounts.all()
    said = "\n".join((account.id, account.password, "x")).encode()
    forged = f"x.{digest(key_from('', BROWSERS), said, 'sha256').hex()}"
    shown = (f"{NAME}{digest_of(account.id)[:16]}", forged)
    lock(house)
    assert stranger(browser.door.application, shown).sign_in("Lan").status_code == 422
