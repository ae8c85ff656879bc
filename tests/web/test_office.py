"""Sign-in by the office's own provider: right tokens open, and nothing else does."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from ocr_service.actions.accounts import add_account
from ocr_service.domain.access import Role
from ocr_service.web import create_app
from tests.fakes import House
from tests.web.browser import Browser, person
from tests.web.provider import CLIENT, SECRET, OpenProvider

STRANGER = RSAKey.generate_key(2048, {"kid": "1"})


@pytest.fixture
def provider() -> Iterator[OpenProvider]:
    with OpenProvider().listening() as provider:
        yield provider


def house_of(folder: Path, provider: OpenProvider, url: str, **settings: object) -> House:
    told = {"oidc_issuer": provider.url, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    return House.in_folder(folder, url, **{**told, **settings})


@pytest.fixture
def house(tmp_path: Path, provider: OpenProvider, database_url: str) -> House:
    """With one account that has no password of ours."""
    house = house_of(tmp_path, provider, database_url)
    accounts = house.services.people.accounts
    add_account("Lan", Role.CLERK, with_password=False, accounts=accounts)
    return house


@pytest.fixture
def app(house: House) -> Flask:
    return create_app(house.services)


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


def come(browser: Browser, provider: OpenProvider, path: str = "/sign-in/office") -> TestResponse:
    """To the provider and back."""
    sent = browser.get(path)
    assert sent.status_code == 303
    return browser.get("/sign-in/office/back", query_string=provider.sign_in(sent.location))


def refused(answer: TestResponse, browser: Browser) -> bool:
    return answer.status_code == 403 and browser.token == "" and not browser.home()


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


HOSTILE = {
    "for another client": {"aud": "another"},
    "for another client, asked by us": {"aud": "another", "azp": CLIENT},
    "for another client too, unnamed": {"aud": [CLIENT, "another"], "azp": None},
    "of another issuer": {"iss": "https://evil.example"},
    "run out": {"exp": int(time.time()) - 300},
    "without an end": {"exp": None},
    "of another try": {"nonce": "another"},
    "of no try": {"nonce": None},
    "of nobody": {"sub": None},
    "without a name": {"preferred_username": None},
    "with an empty name": {"preferred_username": " "},
    "with a name that is none": {"preferred_username": ["Lan"]},
}


@pytest.mark.parametrize("claims", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_token_that_is_not_as_it_must_be(
    browser: Browser, provider: OpenProvider, claims: dict[str, object]
) -> None:
    provider.claims.update(claims)
    assert refused(come(browser, provider), browser)


def test_a_token_signed_by_another_key(browser: Browser, provider: OpenProvider) -> None:
    provider.signs_with = STRANGER
    assert refused(come(browser, provider), browser)


def test_a_token_that_nobody_signed(browser: Browser, provider: OpenProvider) -> None:
    provider.forge = lambda token: forged({"alg": "none"}, token)
    assert refused(come(browser, provider), browser)


def test_a_token_signed_with_the_public_key_as_a_secret(
    browser: Browser, provider: OpenProvider
) -> None:
    """HS256, keyed with what everybody may know."""
    public = provider.key.as_pem(private=False)
    provider.forge = lambda token: forged({"alg": "HS256", "kid": "1"}, token, public)
    assert refused(come(browser, provider), browser)


def forged(header: dict[str, str], token: str, secret: bytes = b"") -> str:
    """What the token says under another header, signed with ``secret`` if there is one."""
    said = f"{letters(json.dumps(header).encode())}.{token.split('.')[1]}"
    return f"{said}.{letters(hmac.digest(secret, said.encode(), 'sha256')) if secret else ''}"


def letters(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


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
