"""A browser as far as the front door can tell: cookies, where forms come from, their tokens."""

import re
import time
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask import Flask
from pyotp import TOTP
from sqlalchemy import text
from werkzeug.test import TestResponse

from ocr_service.actions.passwords import hash_of
from ocr_service.domain.access import Role
from ocr_service.domain.account import Account
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.storage.database import Database
from tests.fakes import House

HERE = "http://localhost"
STEP_SECONDS, LEAST_SECONDS = 30, 6
PASSWORD = "bốn con cò trắng"
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
SECRET = re.compile(r"<code>([A-Z2-7]{32})</code>")
CODES = re.compile(r"<li><code>([a-z0-9-]{19})</code>")


class Browser:
    def __init__(self, app: Flask, site: str = HERE) -> None:
        self.site = site
        self.door = app.test_client()
        self.used_code = ""  # to set up the phone

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.door.get(path, base_url=self.site, **options)

    def post(self, path: str, /, origin: str = "", **form: str) -> TestResponse:
        """A form of ours, unless another ``origin`` is named."""
        headers = {"Origin": origin or self.site}
        return self.door.post(path, data=form, headers=headers, base_url=self.site)

    def send(self, path: str, /, **form: str) -> TestResponse:
        """The form that stands on that page, with what it hides."""
        page = self.get(path).get_data(as_text=True)
        hidden = {"form_token": found.group(1)} if (found := TOKEN.search(page)) else {}
        return self.post(path, **hidden, **form)

    def sign_in(self, name: str, password: str = PASSWORD, next: str = "/") -> TestResponse:  # noqa: A002
        return self.post("/sign-in", name=name, password=password, next=next)

    @property
    def token(self) -> str:
        """The session's, as the cookie tells it; "" without one."""
        for name in ("ocr-session", "__Host-ocr-session"):
            cookie = self.door.get_cookie(name, domain=self.site.partition("://")[2])
            if cookie is not None:
                return cookie.value
        return ""

    @token.setter
    def token(self, token: str) -> None:
        self.door.set_cookie("ocr-session", token, domain=self.site.partition("://")[2])

    def form_token(self) -> str:
        found = TOKEN.search(self.get("/").get_data(as_text=True))
        return found.group(1) if found else ""

    def home(self) -> bool:
        """Whether the house opens."""
        return self.get("/").status_code == 200

    def offered(self) -> str:
        """The secret that the page offers to a phone."""
        page = self.get("/account/second-factor").get_data(as_text=True)
        return SECRET.findall(page)[0]

    def set_up_phone(self, **proof: str) -> tuple[TOTP, list[str]]:
        """The phone, and the codes on paper. The phone's clock stands half a minute back."""
        phone = TOTP(self.offered())
        self.used_code = earlier(phone)
        proof = proof or {"password": PASSWORD}
        answer = self.send("/account/second-factor", code=self.used_code, **proof)
        return phone, CODES.findall(answer.get_data(as_text=True))


def earlier(phone: TOTP) -> str:
    """The code before: still good for some seconds, and not the one that comes next."""
    left = STEP_SECONDS - time.time() % STEP_SECONDS
    if left < LEAST_SECONDS:
        time.sleep(left)
    return phone.at(datetime.now(), counter_offset=-1)


def person(house: House, name: str, role: Role = Role.CLERK, agency_code: str = "") -> Account:
    """An account whose first password was changed already."""
    account = Account(new_id(), name, role, utc_now(), agency_code, password=hashed())
    house.services.people.accounts.add(account)
    return account


@cache
def hashed() -> str:
    """Once for all tests: it takes as long as it should."""
    return hash_of(PASSWORD)


def pass_time(database_url: str, table: str, column: str, by: timedelta, key: str = "id") -> None:
    """As if what is noted there had happened so much earlier."""
    database = Database(database_url)
    noted = text(f"select {key} as id, {column} as at from {table}")  # noqa: S608
    changed = text(f"update {table} set {column} = :at where {key} = :id")  # noqa: S608
    with database.write() as connection:
        for row in connection.execute(noted).mappings().all():
            if row["at"] is None:
                continue
            at = datetime.fromisoformat(row["at"]) if isinstance(row["at"], str) else row["at"]
            earlier = str(at - by) if isinstance(row["at"], str) else at - by
            connection.execute(changed, {"at": earlier, "id": row["id"]})
    database.close()


OFFICE = "https://ocr.example.gov.vn"


NEW = "mười hai con giáp"


def inside(house: House, app: Flask, name: str = "Lan", role: Role = Role.CLERK) -> Browser:
    if house.services.people.accounts.named(name) is None:
        person(house, name, role)
    browser = Browser(app)
    assert browser.sign_in(name).status_code == 303
    return browser


def cookie_of(answer: TestResponse) -> str:
    (cookie,) = answer.headers.getlist("Set-Cookie")
    return cookie
