"""Tokens that are not as they must be open nothing, whatever they say."""

import hmac
import json
import time
from base64 import urlsafe_b64encode

import pytest
from joserfc.jwk import RSAKey

from tests.web.browser import Browser
from tests.web.doorstep.office.coming import come, refused
from tests.web.provider import CLIENT, OpenProvider

STRANGER = RSAKey.generate_key(2048, {"kid": "1"})


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
