"""Sign-in by the office's own provider: right tokens open, and nothing else does."""

from pathlib import Path

import pytest
from flask import Flask
from joserfc.jwk import RSAKey

from ocr_service.actions.accounts import add_account
from ocr_service.domain.access import Role
from ocr_service.web import create_app
from tests.fakes import House
from tests.web.browser import Browser, person
from tests.web.doorstep.office.coming import come, house_of, refused
from tests.web.provider import OpenProvider


def test_the_office_lets_in_whom_we_know(browser: Browser, provider: OpenProvider) -> None:
    assert "Đăng nhập bằng tài khoản của cơ quan" in browser.get("/sign-in").get_data(as_text=True)
    answer = come(browser, provider, "/sign-in/office?next=/%3Fpage%3D2")
    assert (answer.status_code, answer.location) == (303, "/?page=2")
    assert "Lan" in browser.get("/").get_data(as_text=True)
    assert browser.get("/api/v1/dossiers").status_code == 200


def test_it_leads_to_our_own_pages_only(browser: Browser, provider: OpenProvider) -> None:
    assert come(browser, provider, "/sign-in/office?next=//evil.example").location == "/"


def test_accounts_are_never_made_on_the_way(
    house: House, browser: Browser, provider: OpenProvider
) -> None:
    provider.claims["preferred_username"] = "Stranger"
    assert refused(come(browser, provider), browser)
    assert [it.name for it in house.services.people.accounts.all()] == ["Lan"]


def test_a_disabled_account_stays_out(
    house: House, browser: Browser, provider: OpenProvider
) -> None:
    account = house.services.people.accounts.named("Lan")
    assert account
    house.services.people.accounts.disable(account.id, account.created_at)
    assert refused(come(browser, provider), browser)


def test_a_name_given_to_another_person_opens_nothing(
    house: House, app: Flask, browser: Browser, provider: OpenProvider
) -> None:
    assert come(browser, provider).status_code == 303
    provider.claims["sub"] = "person-2"
    other = Browser(app)
    assert refused(come(other, provider), other)
    provider.claims["sub"] = "person-1"
    assert come(other, provider).status_code == 303
    accounts = house.services.people.accounts
    accounts.unbind(accounts.all()[0].id)
    provider.claims["sub"] = "person-2"
    assert come(Browser(app), provider).status_code == 303


def test_new_keys_of_the_provider_are_asked_for(
    app: Flask, browser: Browser, provider: OpenProvider
) -> None:
    assert come(browser, provider).status_code == 303
    provider.key = RSAKey.generate_key(2048, {"kid": "2"})
    assert come(Browser(app), provider).status_code == 303


def test_an_answer_that_another_browser_asked_for(
    app: Flask, browser: Browser, provider: OpenProvider
) -> None:
    """Somebody has their own code sent in another's browser, to have them work in their name."""
    theirs = provider.sign_in(Browser(app).get("/sign-in/office").location)
    assert refused(browser.get("/sign-in/office/back", query_string=theirs), browser)
    browser.get("/sign-in/office")
    assert refused(browser.get("/sign-in/office/back", query_string=theirs), browser)


def test_a_stolen_code_is_worth_nothing_without_its_verifier(
    app: Flask, browser: Browser, provider: OpenProvider
) -> None:
    stolen = provider.sign_in(Browser(app).get("/sign-in/office").location)["code"]
    own = provider.sign_in(browser.get("/sign-in/office").location)
    answer = browser.get("/sign-in/office/back", query_string={**own, "code": stolen})
    assert refused(answer, browser)


def test_an_answer_is_taken_once(browser: Browser, provider: OpenProvider) -> None:
    sent = browser.get("/sign-in/office")
    brought = provider.sign_in(sent.location)
    assert browser.get("/sign-in/office/back", query_string=brought).status_code == 303
    browser.token = ""
    assert browser.get("/sign-in/office/back", query_string=brought).status_code == 403


@pytest.mark.parametrize(
    "change", [{"state": ""}, {"state": "x"}, {"iss": "https://evil.example"}, {"code": ""}]
)
def test_answers_that_are_not_to_be_believed(
    browser: Browser, provider: OpenProvider, change: dict[str, str]
) -> None:
    brought = provider.sign_in(browser.get("/sign-in/office").location)
    answer = browser.get("/sign-in/office/back", query_string={**brought, **change})
    assert refused(answer, browser)


def test_nobody_is_let_in_when_they_changed_their_mind(browser: Browser) -> None:
    browser.get("/sign-in/office")
    denied = {"error": "access_denied", "state": "x"}
    assert refused(browser.get("/sign-in/office/back", query_string=denied), browser)


def test_without_the_provider_passwords_still_open(
    house: House, browser: Browser, provider: OpenProvider
) -> None:
    provider.down = True
    answer = browser.get("/sign-in/office")
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    person(house, "Mai")
    assert browser.sign_in("Mai").status_code == 303


def test_the_flow_is_bound_by_a_cookie_that_no_script_sees(browser: Browser) -> None:
    (cookie,) = browser.get("/sign-in/office").headers.getlist("Set-Cookie")
    assert cookie.startswith("ocr-flow=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_a_role_may_need_our_own_second_factor_too(
    tmp_path: Path, provider: OpenProvider, database_url: str
) -> None:
    strict = house_of(tmp_path, provider, database_url, totp_roles=(Role.CLERK,))
    add_account("Lan", Role.CLERK, with_password=False, accounts=strict.services.people.accounts)
    browser = Browser(create_app(strict.services))
    assert come(browser, provider).status_code == 303
    assert browser.get("/").location == "/account/second-factor"
    phone, _ = browser.set_up_phone()
    assert browser.home()
    # Without a password of ours the phone that counts proves who puts another in its place.
    for proof in ("", "000000", browser.used_code):
        assert not browser.set_up_phone(proof=proof)[1]
    assert browser.send("/account/recovery-codes", proof="").status_code == 422
    assert len(browser.set_up_phone(proof=phone.now())[1]) == 10
    assert browser.home()


def test_an_address_is_a_name_when_the_provider_has_verified_it(
    tmp_path: Path, provider: OpenProvider, database_url: str
) -> None:
    by_mail = house_of(tmp_path, provider, database_url, oidc_claim="email")
    accounts = by_mail.services.people.accounts
    add_account("lan@example.gov.vn", Role.CLERK, with_password=False, accounts=accounts)
    app = create_app(by_mail.services)
    provider.claims["email"] = "Lan@example.gov.vn"
    for unproved in (False, None, "false", "true", 1):
        provider.claims["email_verified"] = unproved
        browser = Browser(app)
        assert refused(come(browser, provider), browser)
    provider.claims["email_verified"] = True
    assert come(Browser(app), provider).status_code == 303


def test_where_there_is_no_provider_there_is_no_such_door(tmp_path: Path) -> None:
    browser = Browser(create_app(House.in_folder(tmp_path).services))
    assert browser.get("/sign-in/office").status_code == 404
    assert "cơ quan</a>" not in browser.get("/sign-in").get_data(as_text=True)
