"""Browsers that an account was in by before: strangers who guess do not shut these out.

Such a browser keeps a signed cookie (OWASP: Slow Down Online Guessing Attacks with Device
Cookies) and its tries are counted by themselves. None of it is kept here, and without
OCR_SECRET_KEY all browsers are strangers.
"""

from datetime import timedelta
from hmac import compare_digest, digest

from flask import Response, request

from ocr_service.domain.access import digest_of
from ocr_service.domain.account import Account, new_token
from ocr_service.storage.sealing import BROWSERS, key_from
from ocr_service.web.access import services
from ocr_service.web.sessions import give, name_of

COOKIE = "ocr-familiar"
LASTING = timedelta(days=365)
TAIL = 16  # letters that tell accounts apart: people of one counter share its browser


def familiar(account: Account) -> bool:
    """Whether this browser may try once more for the account; that try is counted."""
    browser = browser_known(account)
    return bool(browser) and services().throttle.familiar(browser)


def remember(answer: Response, account_id: str) -> None:
    """From now on this browser is familiar to the account, until its password changes."""
    parts = services()
    if not parts.settings.secret_key.get_secret_value():
        return
    account = parts.people.accounts.get(account_id)  # the password may be new
    browser = browser_known(account) or new_token()  # its count does not start anew
    signed = f"{browser}.{signature(account, browser)}"
    give(answer, cookie_of(account), signed, parts.settings, LASTING)


def browser_known(account: Account) -> str:
    """The name that we gave this browser for this account; "" to a stranger."""
    settings = services().settings
    shown = request.cookies.get(name_of(cookie_of(account), request, settings), "")
    browser, _, signed = shown.partition(".")
    if not (signed and settings.secret_key.get_secret_value()):
        return ""
    right = compare_digest(signed.encode(), signature(account, browser).encode())
    return browser if right else ""


def signature(account: Account, browser: str) -> str:
    """Of this browser for this account and its password of today."""
    key = key_from(services().settings.secret_key.get_secret_value(), BROWSERS)
    return digest(key, "\n".join((account.id, account.password, browser)).encode(), "sha256").hex()


def cookie_of(account: Account) -> str:
    return f"{COOKIE}-{digest_of(account.id)[:TAIL]}"
