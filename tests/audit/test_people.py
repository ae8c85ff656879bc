"""Whatever happens to an account is told: who did it, from where, and never what they typed."""

import pytest
from flask import Flask

from ocr_service.actions.accounts import add_account, reset_password
from ocr_service.domain.access import Role
from ocr_service.domain.audit import Entry
from ocr_service.domain.audit_faults import Check
from ocr_service.storage.audit import AuditSearch
from tests.fakes import House
from tests.web.browser import PASSWORD, Browser, person


@pytest.fixture
def app(house: House) -> Flask:
    return house.app


def trail(house: House) -> tuple[Entry, ...]:
    return house.services.audit.entries(AuditSearch())


def told(house: House, since: int) -> list[str]:
    return [entry.act for entry in trail(house)[since:]]


def test_signing_in_and_out_is_told(house: House, app: Flask) -> None:
    account = person(house, "Lan", Role.AUDITOR, "H42")
    since, browser = len(trail(house)), Browser(app)
    browser.sign_in("Lan", "wrong")
    browser.sign_in("Nobody", "wrong")
    browser.sign_in("Lan")
    browser.post("/sign-out", form_token=browser.form_token())
    failed, unknown, succeeded, ended = trail(house)[since:]
    assert [it.act for it in (failed, unknown)] == ["sign_in.failed"] * 2
    assert (failed.subject, unknown.subject) == (account.id, "")
    assert (failed.actor_kind, failed.address) == ("visitor", "127.0.0.1")
    assert (succeeded.act, ended.act) == ("sign_in.succeeded", "sign_in.ended")
    for entry in (succeeded, ended):
        assert by(entry) == ("account", account.id, "Lan", "auditor", "H42", "127.0.0.1")


def by(entry: Entry) -> tuple[str, ...]:
    return (
        entry.actor_kind,
        entry.actor_id,
        entry.actor_name,
        entry.actor_role,
        entry.actor_agency,
        entry.address,
    )


def test_a_lock_is_told_with_the_failure_that_closed_it(house: House, app: Flask) -> None:
    person(house, "Lan")
    since = len(trail(house))
    for _ in range(6):
        Browser(app).sign_in("Lan", "wrong")
    assert told(house, since) == ["sign_in.failed"] * 5 + ["account.locked", "sign_in.failed"]


def test_what_people_change_is_told(house: House, app: Flask) -> None:
    person(house, "Lan")
    since, browser = len(trail(house)), Browser(app)
    browser.sign_in("Lan")
    own = {"new_password": "mười hai con giáp", "new_password_again": "mười hai con giáp"}
    browser.send("/account/password", password=PASSWORD, **own)
    assert told(house, since) == [
        "sign_in.succeeded",
        "account.password_changed",
        "sign_in.succeeded",
    ]
    assert trail(house)[since + 1].actor_name == "Lan"


def test_what_administrators_do_is_told(house: House) -> None:
    accounts, since = house.services.people.accounts, len(trail(house))
    account, first = add_account("Lan", Role.CLERK, "H42", accounts=accounts)
    accounts.set_place(account.id, Role.AUDITOR, "H43")
    accounts.disable(account.id, account.created_at)
    accounts.enable(account.id)
    again = reset_password("Lan", accounts=accounts)
    house.services.people.factors.drop(account.id)
    assert told(house, since) == [
        "account.added",
        "account.changed",
        "account.disabled",
        "account.changed",
        "account.password_changed",
        "account.unlocked",
        "account.second_factor_changed",
    ]
    entries = trail(house)[since:]
    assert {entry.subject for entry in entries} == {account.id}
    assert first not in str(entries)
    assert again not in str(entries)
    assert list(Check().faults(trail(house))) == []
