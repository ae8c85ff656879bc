"""Signs people in and out. Whatever was wrong, they are told the same, after the same time."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime

from ocr_service.actions.passwords import fits, hash_of, outdated
from ocr_service.domain.access import Role, digest_of
from ocr_service.domain.account import (
    ROTATED,
    USE_NOTED,
    Account,
    Familiar,
    Means,
    Patience,
    Session,
    Step,
    new_token,
    next_step,
    nobody,
)
from ocr_service.domain.errors import NotRecognised
from ocr_service.domain.ids import new_id
from ocr_service.storage.accounts import AccountStore, SessionStore


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a request comes from. ``token`` is new if the browser is to be given another."""

    account: Account
    session: Session
    step: Step | None
    token: str = ""


def check_password(
    name: str,
    password: str,
    now: datetime,
    *,
    accounts: AccountStore,
    familiar: Familiar = nobody,
) -> Account:
    """The account that both belong to; raises NotRecognised.

    The password is hashed whether there is such an account or not, locked or not.
    """
    account = accounts.named(name)
    known = account is not None and account.disabled_at is None and familiar(account)
    counted = account is not None and not known and accounts.count_try(account.id, now)
    right = fits(password, account.password if account else "")
    if account is None or not ((known or counted) and right):
        accounts.refused(account.id if account else "", counted)
        raise NotRecognised("wrong name or password, or locked, or disabled")
    if outdated(account.password):
        accounts.rehash(account.id, hash_of(password))
    if counted:
        accounts.forgive(account.id)
    return account


def open_session(
    account: Account,
    means: Means,
    now: datetime,
    patience: Patience,
    whole: bool = False,
    *,
    accounts: AccountStore,
    sessions: SessionStore,
) -> str:
    """The token of a new session; ``whole`` when the second factor was shown just now."""
    whole = whole or not account.has_second_factor
    session = Session(new_id(), account.id, now, now, now, means, whole, form_token=new_token())
    token = new_token()
    sessions.open(session, digest_of(token), forget_before=now - patience.whole)
    if whole:
        accounts.entered(account.id, means, now)
    return token


def who_comes(
    token: str,
    now: datetime,
    patience: Patience,
    totp_roles: Container[Role],
    in_use: bool = True,
    *,
    sessions: SessionStore,
) -> SignedIn | None:
    """Whoever has this token; None when it is no one's, or has rested or lasted too long.

    ``in_use``: a person does something, so it begins to rest anew.
    """
    sha256 = digest_of(token)
    found = sessions.find(sha256, now)
    if found is None:
        return None
    session, account = found
    if not patience.lasts(session, now):
        sessions.end(session.id)
        return None
    came = SignedIn(account, session, next_step(session, account, totp_roles))
    return noted(came, sha256, now, sessions=sessions) if in_use else came


def noted(came: SignedIn, sha256: str, now: datetime, *, sessions: SessionStore) -> SignedIn:
    """Remembers that somebody is there; from time to time their token turns."""
    session = came.session
    if now - session.rotated_at > ROTATED:
        fresh = new_token()
        if sessions.rotate(session.id, sha256, digest_of(fresh), now):
            return replace(came, token=fresh)
    if now - session.seen_at > USE_NOTED:
        sessions.seen(session.id, now)
    return came
