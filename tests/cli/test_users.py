"""Accounts from the command line, and what becomes of them at the front door."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ocr_service.__main__ import commands
from ocr_service.domain.errors import Conflict, NotFound
from tests.databases import new_sqlite
from tests.fakes import House
from tests.web.browser import PASSWORD, Browser

Run = Callable[..., Result]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """On the database that the command line finds in the same folder."""
    return House.in_folder(tmp_path, new_sqlite(tmp_path / "ocr.sqlite"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    runner = CliRunner(env={"OCR_DATA_DIR": str(tmp_path), "OCR_SECRET_KEY": "of the tests"})
    return lambda *words: runner.invoke(commands, words)


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house.app)


def come_in(browser: Browser, run: Run, name: str = "Lan") -> None:
    """Signs in with the first password and chooses another."""
    first = run("users", "add", name, "--role", "auditor", "--agency", "H42").output.strip()
    assert browser.sign_in(name, first).status_code == 303
    own = {"new_password": PASSWORD, "new_password_again": PASSWORD}
    browser.send("/account/password", password=first, **own)
    assert browser.home()


def test_an_account_is_added_and_listed(run: Run) -> None:
    first = run("users", "add", "Nguyễn Lan", "--role", "auditor", "--agency", "H42")
    assert first.exit_code == 0
    listed = run("users", "list").output
    assert first.output.strip() not in listed
    assert listed.split("\t") == [
        "Nguyễn Lan",
        "auditor",
        "H42",
        "first password",
        "password only",
        "never signed in\n",
    ]


def test_no_two_accounts_have_the_same_name(run: Run) -> None:
    run("users", "add", "Lan")
    assert isinstance(run("users", "add", " LAN ").exception, Conflict)
    assert isinstance(run("users", "disable", "Mai").exception, NotFound)


@pytest.mark.parametrize("words", [("Lan", "--role", "system"), ("Lan", "--role", "king"), ()])
def test_what_is_no_account(run: Run, words: tuple[str, ...]) -> None:
    assert run("users", "add", *words).exit_code == 2


def test_an_unset_variable_of_a_shell_opens_no_agency(run: Run) -> None:
    assert run("users", "add", "Lan", "--agency", "").exit_code == 2
    assert run("users", "list").output == ""
    run("users", "add", "Lan", "--agency", "H42")
    assert run("users", "change", "Lan", "--agency", " ").exit_code == 2
    assert run("users", "change", "Lan", "--agency", "H43", "--all-agencies").exit_code == 2
    assert "\tH42\t" in run("users", "list").output


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 101])
def test_what_is_no_name(run: Run, name: str) -> None:
    assert run("users", "add", name).exit_code == 1
    assert run("users", "list").output == ""


def test_a_disabled_account_is_shut_out_at_once(browser: Browser, run: Run) -> None:
    come_in(browser, run)
    assert run("users", "disable", "lan").exit_code == 0
    assert not browser.home()
    assert browser.sign_in("Lan").status_code == 422
    assert "disabled" in run("users", "list").output
    run("users", "enable", "Lan")
    assert browser.sign_in("Lan").status_code == 303


def test_a_locked_account_is_let_in_again(browser: Browser, run: Run) -> None:
    come_in(browser, run)
    for _ in range(5):
        browser.sign_in("Lan", "wrong")
    assert "locked" in run("users", "list").output
    assert browser.sign_in("Lan").status_code == 422
    run("users", "unlock", "Lan")
    assert browser.sign_in("Lan").status_code == 303


def test_a_forgotten_password_is_replaced(browser: Browser, run: Run) -> None:
    come_in(browser, run)
    first = run("users", "reset-password", "Lan").output.strip()
    assert not browser.home()
    assert browser.sign_in("Lan").status_code == 422
    assert browser.sign_in("Lan", first).status_code == 303
    assert browser.get("/").location == "/account/password"


def test_a_lost_phone_is_taken_away(browser: Browser, run: Run) -> None:
    come_in(browser, run)
    browser.set_up_phone()
    assert "second factor" in run("users", "list").output
    run("users", "reset-totp", "Lan")
    assert not browser.home()
    browser.sign_in("Lan")
    assert browser.home()


def test_another_role_and_agency(browser: Browser, run: Run) -> None:
    come_in(browser, run)
    run("users", "change", "Lan", "--role", "clerk")
    assert not browser.home()
    browser.sign_in("Lan")
    page = browser.get("/").get_data(as_text=True)
    assert "Cán bộ một cửa" in page
    assert "H42" in page
    run("users", "change", "Lan", "--all-agencies")
    browser.sign_in("Lan")
    assert "Tất cả các cơ quan" in browser.get("/").get_data(as_text=True)
