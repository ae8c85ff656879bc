"""A person's account and their sessions: who is believed to be who, and for how long."""

import secrets
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from unicodedata import category, normalize

from ocr_service.domain.access import Actor, ActorKind, Role
from ocr_service.domain.errors import Conflict

LONGEST_NAME = 100
TOKEN_BYTES = 32

TRIES = 5  # a row of failures that costs nothing
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)

USE_NOTED = timedelta(minutes=1)  # the last use of a session or key is not worth a write each time
ROTATED = timedelta(minutes=15)
GRACE = timedelta(seconds=30)  # requests under way still show the token from before


class Means(StrEnum):
    """How somebody proved who they are."""

    PASSWORD = "password"  # noqa: S105 - a word, no password
    OIDC = "oidc"


class Step(StrEnum):
    """What still stands between a session and the house."""

    CODE = "code"  # show the second factor
    PASSWORD = "password"  # noqa: S105 - a word: choose one of your own
    SET_UP = "set_up"  # set up a second factor: the role demands one


class LastAdmin(Conflict):
    """Nobody would be left who manages the whole house."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person. ``agency_code`` "" means every agency.

    ``password`` is its hash, "" where none opens. ``totp`` is the secret of the second factor,
    which counts since ``totp_since``. ``subject`` is who the office's provider (OIDC) says it is.
    """

    id: str
    name: str
    role: Role
    created_at: datetime
    agency_code: str = ""
    password: str = field(default="", repr=False)
    must_change: bool = False
    totp: str = field(default="", repr=False)
    totp_since: datetime | None = None
    subject: str = ""
    failures: int = 0
    locked_until: datetime | None = None
    disabled_at: datetime | None = None
    signed_in_at: datetime | None = None

    @property
    def has_second_factor(self) -> bool:
        return self.totp_since is not None

    def locked(self, now: datetime) -> bool:
        return self.locked_until is not None and now < self.locked_until

    def actor(self, address: str = "") -> Actor:
        return Actor(ActorKind.ACCOUNT, self.id, self.name, self.role, self.agency_code, address)


# Whether one who asks has been in the account before, and may try once more whatever strangers did.
Familiar = Callable[[Account], bool]


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that an account is signed in with. Its token is not here: only a hash is kept.

    ``whole``: the second factor was shown, or there is none. ``form_token`` stands in our own
    pages, and so tells them from those of strangers.
    """

    id: str
    account_id: str
    opened_at: datetime
    seen_at: datetime
    rotated_at: datetime
    means: Means
    whole: bool
    form_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a session lasts: without being used, and at all."""

    idle: timedelta
    whole: timedelta

    def lasts(self, session: Session, now: datetime) -> bool:
        return now < session.seen_at + self.idle and now < session.opened_at + self.whole


def next_step(session: Session, account: Account, totp_roles: Container[Role]) -> Step | None:
    """What is asked next of a session's person; None when they are in."""
    if not session.whole:
        return Step.CODE
    if account.must_change and session.means is Means.PASSWORD:
        return Step.PASSWORD
    if account.role in totp_roles and not account.has_second_factor:
        return Step.SET_UP
    return None


def nobody(_: Account) -> bool:
    """A Familiar to whom all are strangers."""
    return False


def is_name(name: str) -> bool:
    """Whether an account may be called so: some letters, none that nobody can see."""
    return 1 <= len(name) <= LONGEST_NAME and all(category(it)[0] != "C" for it in name)


def name_key(name: str) -> str:
    """By this two names are the same: letter case and the way accents are written do not count."""
    return normalize("NFC", normalize("NFC", name.strip()).casefold())


def pause_after(failures: int) -> timedelta:
    """How long an account rests after so many failures in a row."""
    if failures < TRIES:
        return timedelta()
    doubled: int = 2 ** min(failures - TRIES, 10)  # no figure grows without end
    return min(LONGEST_PAUSE, FIRST_PAUSE * doubled)


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)
