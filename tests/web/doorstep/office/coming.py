"""To the office's provider and back."""

from pathlib import Path

from werkzeug.test import TestResponse

from tests.fakes import House
from tests.web.browser import Browser
from tests.web.provider import CLIENT, SECRET, OpenProvider


def house_of(folder: Path, provider: OpenProvider, url: str, **settings: object) -> House:
    told = {"oidc_issuer": provider.url, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    return House.in_folder(folder, url, **{**told, **settings})


def come(browser: Browser, provider: OpenProvider, path: str = "/sign-in/office") -> TestResponse:
    """To the provider and back."""
    sent = browser.get(path)
    assert sent.status_code == 303
    return browser.get("/sign-in/office/back", query_string=provider.sign_in(sent.location))


def refused(answer: TestResponse, browser: Browser) -> bool:
    return answer.status_code == 403 and browser.token == "" and not browser.home()
