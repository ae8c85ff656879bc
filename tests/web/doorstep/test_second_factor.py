"""The second factor: asked for after the password, each code good for once."""

from datetime import datetime

import pytest
from flask import Flask
from pyotp import TOTP

from ocr_service.actions.accounts import reset_password
from ocr_service.domain.access import Role
from ocr_service.storage.database import Database
from ocr_service.web import create_app
from tests.fakes import House
from tests.web.browser import CODES, PASSWORD, SECRET, Browser, earlier, person

ASKED, RECOVERY = "/sign-in/second-factor", "/account/recovery-codes"


@pytest.fixture
def browser(house: House, app: Flask) -> Browser:
    person(house, "Lan", Role.ADMIN)
    browser = Browser(app)
    browser.sign_in("Lan")
    return browser


def half_in(browser: Browser) -> Browser:
    """Another browser that has shown the password only."""
    other = Browser(browser.door.application)
    assert other.sign_in("Lan").status_code == 303
    return other


def test_a_password_alone_opens_nothing_any_more(browser: Browser) -> None:
    phone, _ = browser.set_up_phone()
    other = half_in(browser)
    assert other.get("/").location == ASKED
    assert other.get("/account/password").location == f"{ASKED}?next=/account/password"
    assert other.get("/api/v1/dossiers").status_code == 401
    half = other.token
    assert other.send(ASKED, code=phone.now(), next="/?a=1").location == "/?a=1"
    assert other.home()
    assert other.token != half
    stale = Browser(browser.door.application)
    stale.token = half
    assert stale.get("/").location == "/sign-in"


def test_setting_it_up_gives_a_new_token_and_ends_other_sessions(browser: Browser) -> None:
    other, old = half_in(browser), browser.token
    assert other.home()
    browser.set_up_phone()
    assert browser.home()
    assert browser.token != old
    assert not other.home()


def test_a_code_is_not_taken_twice(browser: Browser) -> None:
    phone, _ = browser.set_up_phone()
    code = phone.now()
    assert half_in(browser).send(ASKED, code=browser.used_code).status_code == 422
    assert half_in(browser).send(ASKED, code=f"{code[:3]} {code[3:]}").status_code == 303
    assert half_in(browser).send(ASKED, code=code).status_code == 422


def test_codes_far_from_now_are_wrong(browser: Browser) -> None:
    phone, _ = browser.set_up_phone()
    for offset in (-3, 3):
        code = phone.at(datetime.now(), counter_offset=offset)
        assert half_in(browser).send(ASKED, code=code).status_code == 422


def test_codes_on_paper_are_good_once(browser: Browser) -> None:
    _, codes = browser.set_up_phone()
    assert len(set(codes)) == 10
    assert half_in(browser).send(ASKED, code=codes[0].upper()).status_code == 303
    assert half_in(browser).send(ASKED, code=codes[0]).status_code == 422
    assert half_in(browser).send(ASKED, code=codes[1].replace("-", " ")).status_code == 303


def test_guessing_codes_locks_the_account(browser: Browser) -> None:
    phone, _ = browser.set_up_phone()
    other = half_in(browser)
    for _ in range(5):
        assert other.send(ASKED, code="000000").status_code == 422
    assert other.send(ASKED, code=phone.now()).status_code == 422
    assert Browser(browser.door.application).sign_in("Lan").status_code == 422


def test_the_password_again_does_not_pay_for_more_guesses(house: House, browser: Browser) -> None:
    browser.set_up_phone()
    for _ in range(4):
        assert half_in(browser).send(ASKED, code="000000").status_code == 422
    account = house.services.people.accounts.named("Lan")
    assert account
    assert account.failures == 4


def test_a_role_may_need_one(house: House, database_url: str) -> None:
    folder = house.services.settings.data_dir
    strict = House.in_folder(folder, database_url, totp_roles=(Role.ADMIN,))
    app = create_app(strict.services)
    person(strict, "Lan", Role.ADMIN)
    person(strict, "Mai", Role.CLERK)
    clerk, admin = Browser(app), Browser(app)
    clerk.sign_in("Mai")
    assert clerk.home()
    admin.sign_in("Lan")
    assert admin.get("/").location == "/account/second-factor"
    assert admin.get("/api/v1/dossiers").status_code == 401
    admin.set_up_phone()
    assert admin.home()


def test_it_is_set_up_by_whoever_knows_the_password_and_holds_the_phone(browser: Browser) -> None:
    page = browser.get("/account/second-factor").get_data(as_text=True)
    assert "<svg" in page
    assert SECRET.search(page)
    wrong = browser.send("/account/second-factor", code="000000", password=PASSWORD)
    assert wrong.status_code == 422
    assert half_in(browser).home()
    secret = SECRET.findall(browser.get("/account/second-factor").get_data(as_text=True))
    assert secret == SECRET.findall(page)


def test_what_a_thief_was_offered_is_worth_nothing_to_them(house: House, browser: Browser) -> None:
    """They knew the password; then it was reset, and its owner set up a phone."""
    noted = browser.offered()
    first = reset_password("Lan", accounts=house.services.people.accounts)
    owner = Browser(browser.door.application)
    owner.sign_in("Lan", first)
    own = {"new_password": PASSWORD, "new_password_again": PASSWORD}
    owner.send("/account/password", password=first, **own)
    phone, _ = owner.set_up_phone()
    assert phone.secret != noted
    assert half_in(owner).send(ASKED, code=TOTP(noted).now()).status_code == 422
    assert half_in(owner).send(ASKED, code=phone.now()).status_code == 303


def test_what_another_session_is_offered_takes_no_place_of_ours(browser: Browser) -> None:
    thief, mine = half_in(browser), browser.offered()
    theirs = thief.offered()
    assert theirs != mine
    assert browser.offered() == mine
    form = {"code": TOTP(theirs).now(), "password": PASSWORD}
    assert browser.send("/account/second-factor", **form).status_code == 422
    phone, _ = browser.set_up_phone()
    assert phone.secret == mine
    assert not thief.home()


def test_people_put_another_phone_in_the_place_of_theirs(browser: Browser) -> None:
    old, old_codes = browser.set_up_phone()
    lost = half_in(browser)
    assert lost.send(ASKED, code=old_codes[0]).status_code == 303
    code = earlier(TOTP(lost.offered()))
    assert lost.send("/account/second-factor", code=code, password="wrong").status_code == 422
    new, new_codes = lost.set_up_phone()
    assert new.secret != old.secret
    assert lost.home()
    assert not browser.home()
    for gone in (old.now(), old_codes[1]):
        assert half_in(browser).send(ASKED, code=gone).status_code == 422
    assert half_in(browser).send(ASKED, code=new_codes[0]).status_code == 303
    assert half_in(browser).send(ASKED, code=new.now()).status_code == 303


def test_whoever_has_not_shown_the_old_one_sets_up_no_other(browser: Browser) -> None:
    browser.set_up_phone()
    thief = half_in(browser)
    for path in ("/account/second-factor", RECOVERY):
        assert thief.get(path).location == f"{ASKED}?next={path}"
        assert thief.post(path, code="0", password=PASSWORD).location == ASKED


def test_people_draw_new_codes_on_paper(browser: Browser) -> None:
    assert browser.get(RECOVERY).location == "/account/second-factor"
    _, old = browser.set_up_phone()
    assert browser.send(RECOVERY, password="wrong").status_code == 422
    page = browser.send(RECOVERY, password=PASSWORD)
    new = CODES.findall(page.get_data(as_text=True))
    assert len(set(new) - set(old)) == 10
    assert browser.home()
    assert half_in(browser).send(ASKED, code=old[0]).status_code == 422
    assert half_in(browser).send(ASKED, code=new[0]).status_code == 303


def test_the_secret_is_sealed_in_the_database(
    house: House, browser: Browser, database_url: str
) -> None:
    phone, codes = browser.set_up_phone()
    with Database(database_url).read() as connection:
        accounts = str(connection.exec_driver_sql("select * from accounts").all())
        paper = str(connection.exec_driver_sql("select * from recovery_codes").all())
    assert "fernet:" in accounts
    assert phone.secret not in accounts
    assert codes[0] not in paper
    assert codes[0].replace("-", "") not in paper


def test_an_administrator_takes_a_lost_phone_away(house: House, browser: Browser) -> None:
    browser.set_up_phone()
    account = house.services.people.accounts.named("Lan")
    assert account
    house.services.people.factors.drop(account.id)
    assert not browser.home()
    assert half_in(browser).home()
