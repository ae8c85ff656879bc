"""What the office's own sign-in promises: it says who somebody is, and nobody can say it for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from authlib.common.encoding import to_unicode, urlsafe_b64encode


@dataclass(frozen=True, slots=True)
class Flow:
    """One try to sign in, bound to one browser: all three come of a secret in its cookie.

    So nothing is kept here meanwhile, and none of them tells of the others.
    """

    state: str
    nonce: str
    verifier: str

    @classmethod
    def of(cls, secret: str) -> "Flow":
        return cls(*(drawn(secret, use) for use in ("state", "nonce", "verifier")))


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who has come, as the provider says: by the name of an account, and for ever."""

    name: str
    subject: str


class Provider(Protocol):
    """An OpenID provider. Raises Unavailable when it does not answer."""

    def address(self, flow: Flow, callback: str) -> str:
        """Where the browser goes to sign in."""
        ...

    def who(self, flow: Flow, callback: str, answer: Mapping[str, str]) -> Claimed:
        """What the answer that the browser brought comes to; raises NotRecognised."""
        ...


def drawn(secret: str, use: str) -> str:
    """43 letters, as many as a PKCE verifier needs (RFC 7636, 4.1)."""
    letters: str = to_unicode(urlsafe_b64encode(sha256(f"{use}:{secret}".encode()).digest()))
    return letters
