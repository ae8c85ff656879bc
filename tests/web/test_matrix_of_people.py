"""The access matrix again, for people at a browser: a session opens what such a key opens."""

from dataclasses import asdict
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ocr_service.domain.access import Role
from tests.fakes import House
from tests.web.browser import Browser, person
from tests.web.knocking import FAR, OTHER, OWN
from tests.web.matrix import MATRIX
from tests.web.test_matrix import ON_SQLITE, Subject, comes_in, subject

__all__ = ["subject"]
pytestmark = ON_SQLITE  # what a database has to do with doors is seen with keys

PEOPLE_ONLY = {"keyings.post_keyings": {Role.AUDITOR, Role.ADMIN}}


class Desk:
    """A browser with somebody signed in, whose pages call the API by script."""

    def __init__(self, house: House, role: Role, agency_code: str) -> None:
        person(house, "Lan", role, agency_code)
        self.browser = Browser(house.app)
        assert self.browser.sign_in("Lan").status_code == 303
        self.headers = {
            "Sec-Fetch-Site": "same-origin",
            "X-CSRF-Token": self.browser.form_token(),
        }

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {**self.headers, **options.pop("headers", {})}
        site = self.browser.site
        return self.browser.door.open(
            path, method=method, headers=headers, base_url=site, **options
        )


@pytest.mark.parametrize("agency_code", [OWN, OTHER])
@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.ADMIN])
def test_which_doors_people_come_through(
    house: House, subject: Subject, role: Role, agency_code: str
) -> None:
    desk = Desk(house, role, agency_code)
    for endpoint, door in MATRIX.items():
        path = door.path.format(**asdict(subject))
        answer = desk.call(door.method, path, environ_base=FAR, **door.body())
        let_in = answer.status_code not in (401, 403, 404)
        roles = PEOPLE_ONLY.get(endpoint, door.roles)
        assert let_in == (role in roles and comes_in(door, agency_code)), endpoint


def test_no_change_goes_through_without_the_token_of_our_page(
    house: House, subject: Subject
) -> None:
    desk = Desk(house, Role.ADMIN, "")
    del desk.headers["X-CSRF-Token"]
    changes = [door for door in MATRIX.values() if door.method != "GET"]
    assert len(changes) > 5
    for door in changes:
        answer = desk.call(door.method, door.path.format(**asdict(subject)), **door.body())
        assert answer.json["code"] == "foreign_request", door.path
