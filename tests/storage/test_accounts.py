"""What must happen once happens once, however many ask at the same moment; on every database."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from ocr_service.actions.people import People
from ocr_service.config import Settings
from ocr_service.domain.access import Role, digest_of
from ocr_service.domain.account import Account, LastAdmin, Means, Session
from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.storage.database import Database
from ocr_service.wiring.people import people as people_of
from tests.fakes import House

LAN = Account(new_id(), "Lan", Role.CLERK, utc_now())


@pytest.fixture
def people(tmp_path: Path, database_url: str) -> People:
    people = House.in_folder(tmp_path, database_url).services.people
    people.accounts.add(LAN)
    return people


def at_once(count: int, ask: Callable[[int], bool]) -> int:
    """How many of so many at once were told yes."""
    answers: list[bool] = []
    threads = [
        threading.Thread(target=lambda it=it: answers.append(ask(it)))  # type: ignore[misc]
        for it in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == count
    return sum(answers)


def session(**changes: object) -> Session:
    now = utc_now()
    whole = Session(new_id(), LAN.id, now, now, now, Means.PASSWORD, whole=True, form_token="f")
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_guesses_at_once_are_no_more_than_guesses_in_a_row(people: People) -> None:
    assert at_once(12, lambda _: people.accounts.count_try(LAN.id, utc_now())) == 5


def test_a_time_step_is_used_once(people: People) -> None:
    assert at_once(6, lambda _: people.factors.use_step(LAN.id, 7)) == 1
    assert not people.factors.use_step(LAN.id, 6)
    assert people.factors.use_step(LAN.id, 8)


def test_a_code_on_paper_is_used_once(people: People) -> None:
    people.factors.confirm(LAN.id, "S", 1, [digest_of("a"), digest_of("b")], utc_now())
    assert at_once(6, lambda _: people.factors.use_recovery(LAN.id, digest_of("a"))) == 1
    people.factors.confirm(LAN.id, "S", 2, [digest_of("c")], utc_now())
    assert not people.factors.use_recovery(LAN.id, digest_of("b"))


def test_one_of_many_names_alike_is_taken(people: People) -> None:
    def add(number: int) -> bool:
        try:
            people.accounts.add(
                Account(new_id(), ("mai", "MAI")[number % 2], Role.CLERK, utc_now())
            )
        except Conflict:
            return False
        return True

    assert at_once(6, add) == 1


def test_one_subject_gets_the_account(people: People) -> None:
    assert at_once(6, lambda number: people.accounts.bind(LAN.id, f"subject {number}")) == 1


def test_a_secret_is_offered_to_one_session(people: People, database_url: str) -> None:
    """And the database alone does not tell it, before or after."""
    mine = session(form_token="mine")
    secret = people.factors.offer(mine)
    assert people.factors.offer(replace(mine, rotated_at=utc_now())) == secret
    assert people.factors.offer(session(form_token="another")) != secret
    other_key = Settings(secret_key=SecretStr("another of the tests"))
    assert people_of(Database(database_url), other_key).factors.offer(mine) != secret
    people.factors.confirm(LAN.id, secret, 1, [], utc_now())
    assert people.accounts.get(LAN.id).totp == secret


def test_old_sessions_are_forgotten_when_another_opens(people: People) -> None:
    now = utc_now()
    old = session(opened_at=now - timedelta(hours=13))
    people.sessions.open(old, digest_of("old"), now - timedelta(hours=14))
    assert people.sessions.find(digest_of("old"), now)
    people.sessions.open(session(), digest_of("new"), now - timedelta(hours=12))
    assert people.sessions.find(digest_of("old"), now) is None
    found = people.sessions.find(digest_of("new"), now)
    assert found
    assert found[1].name == "Lan"


def test_no_such_account(people: People) -> None:
    with pytest.raises(NotFound):
        people.accounts.get(new_id())
    with pytest.raises(NotFound):
        people.accounts.disable(new_id(), utc_now())
    with pytest.raises(NotFound):
        people.factors.confirm(new_id(), "S", 1, [], utc_now())
    assert not people.accounts.count_try(new_id(), utc_now())


def test_two_who_shut_out_each_other_at_once_leave_one(people: People) -> None:
    admins = [Account(new_id(), name, Role.ADMIN, utc_now()) for name in ("An", "Bình")]
    for admin in (*admins, Account(new_id(), "Chi", Role.ADMIN, utc_now(), "H42")):
        people.accounts.add(admin)

    def shut_out(place: int) -> bool:
        try:
            people.accounts.disable(admins[place].id, utc_now())
        except LastAdmin:
            return False
        return True

    assert at_once(2, shut_out) == 1
    (left,) = [
        it for it in map(people.accounts.get, [it.id for it in admins]) if not it.disabled_at
    ]
    with pytest.raises(LastAdmin):
        people.accounts.set_place(left.id, Role.ADMIN, "H42")
    people.accounts.set_place(left.id, Role.ADMIN, "")
