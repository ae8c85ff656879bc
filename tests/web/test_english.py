"""What goes wrong is told in English too: to people who chose it, never to programs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ocr_service.domain.access import Role
from ocr_service.web.languages import COOKIE
from ocr_service.web.words import INTERNAL, KINDS, MISTAKES
from tests.fakes import House
from tests.web.browser import Browser, person
from tests.web.client import Client
from tests.web.test_words_of_pages import english

HOUSE = Path(__file__).parents[2] / "ocr_service"
DOORSTEP = {
    "/sign-in": "Sign in",
    "/account/password": "Change password",
    "/account/second-factor": "Two-factor authentication",
    "/no-such-page": "Not found.",
}


def complaints() -> Iterator[str]:
    """The words of every Complaint of the code, as far as nothing is filled in."""
    for place in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(place.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Complaint":
                for word in node.args[1:]:
                    if isinstance(word, ast.Constant):
                        yield str(word.value)


def test_every_problem_and_complaint_is_told_in_english_too() -> None:
    kinds = [word for kind in (*KINDS.values(), INTERNAL) for word in (kind.title, kind.remedy)]
    asked = {*kinds, *complaints(), *MISTAKES.values()} - {""}
    assert asked - set(english()) == set()


@pytest.fixture
def reader(browser: Browser) -> Browser:
    browser.door.set_cookie(COOKIE, "en")
    return browser


def test_the_doorstep_speaks_english(house: House, reader: Browser) -> None:
    assert "Sign in" in reader.get("/sign-in").get_data(as_text=True)
    person(house, "Lan", Role.ADMIN)
    wrong = reader.sign_in("Lan", "wrong").get_data(as_text=True)
    assert "Name or password is wrong" in wrong
    reader.sign_in("Lan")
    for path, title in DOORSTEP.items():
        if path != "/sign-in":
            page = reader.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
            assert f"<h1>{title}</h1>" in page
    own = {"new_password": "short", "new_password_again": "short", "password": "bốn con cò trắng"}
    assert "shorter than 12 characters" in reader.send("/account/password", **own).text


def test_a_problem_is_told_in_the_language_of_the_page(house: House, reader: Browser) -> None:
    person(house, "Lan", Role.AUDITOR)
    reader.sign_in("Lan")
    told = reader.get("/api/v1/audit?act=nothing&limit=0").json
    assert told["title"] == "Some values are not valid."
    assert {"Too small: at least 1."} <= {part["detail"] for part in told["errors"]}
    assert Client(house).get("/audit?limit=0").json["title"] == KINDS["invalid_request"].title


def test_the_language_is_switched_before_signing_in(browser: Browser) -> None:
    assert 'value="en"' in browser.get("/sign-in?next=/trail").get_data(as_text=True)
    answer = browser.post("/language", language="en", next="/sign-in?next=/trail")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/trail")
    assert "<h1>Sign in</h1>" in browser.get("/sign-in?next=/trail").get_data(as_text=True)
