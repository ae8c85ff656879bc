"""What storage promises of accounts, their second factors and their sessions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from ocr_service.domain.access import Role
from ocr_service.domain.account import Account, Means, Session


class AccountStore(Protocol):
    """Accounts by name. Every call that names an unknown id raises NotFound."""

    def add(self, account: Account) -> None:
        """Raises Conflict when there is one of that name."""
        ...

    def get(self, account_id: str) -> Account: ...

    def named(self, name: str) -> Account | None: ...

    def all(self) -> tuple[Account, ...]: ...

    def count_try(self, account_id: str, now: datetime) -> bool:
        """Whether one more try is allowed; it counts as failed until ``forgive`` is called.

        So parallel guesses are no way around the pause.
        """
        ...

    def forgive(self, account_id: str) -> None:
        """The try was none of a stranger's: it is not counted, and any pause ends."""
        ...

    def refused(self, account_id: str, counted: bool) -> None:
        """Tells the trail that somebody was not let in ("": under no account's name)."""
        ...

    def entered(self, account_id: str, means: Means, now: datetime) -> None:
        """They are in: failures are forgotten."""
        ...

    def unlock(self, account_id: str) -> None:
        """Failures are forgotten, and any pause ends."""
        ...

    def set_password(self, account_id: str, password: str, must_change: bool) -> None:
        """Keeps the hash; all sessions of the account end."""
        ...

    def rehash(self, account_id: str, password: str) -> None:
        """The same password, hashed anew: sessions go on."""
        ...

    def set_place(self, account_id: str, role: Role, agency_code: str) -> None:
        """All sessions of the account end; raises LastAdmin."""
        ...

    def disable(self, account_id: str, now: datetime) -> None:
        """All sessions of the account end; raises LastAdmin."""
        ...

    def enable(self, account_id: str) -> None: ...

    def bind(self, account_id: str, subject: str) -> bool:
        """Whether the account is that subject's; the first to come makes it theirs."""
        ...

    def unbind(self, account_id: str) -> None:
        """Whoever comes next under its name makes it theirs."""
        ...


class SecondFactorStore(Protocol):
    """Secrets of second factors, sealed; recovery codes, hashed."""

    def offer(self, session: Session) -> str:
        """A secret to be confirmed: the same throughout the session, another in any other.

        Nothing of it is kept, so nobody's offer outlives their session or reaches another's.
        """
        ...

    def confirm(
        self, account_id: str, secret: str, step: int, recovery: Iterable[str], now: datetime
    ) -> None:
        """From now on this secret counts, and no other; all sessions of the account end."""
        ...

    def replace_recovery(self, account_id: str, recovery: Iterable[str]) -> None:
        """These codes count, and none from before."""
        ...

    def drop(self, account_id: str) -> None:
        """No second factor any more, nor recovery codes; all sessions of the account end."""
        ...

    def use_step(self, account_id: str, step: int) -> bool:
        """Whether no code of this time step, or of a later one, was used before."""
        ...

    def use_recovery(self, account_id: str, sha256: str) -> bool:
        """Whether there was such a code; it is gone now."""
        ...


class SessionStore(Protocol):
    """Sessions by the hash of their token."""

    def open(self, session: Session, sha256: str, forget_before: datetime) -> None:
        """Forgets sessions opened before ``forget_before``, whosever they are."""
        ...

    def find(self, sha256: str, now: datetime) -> tuple[Session, Account] | None:
        """By the token as it is, or as it was until some seconds ago; None if disabled."""
        ...

    def seen(self, session_id: str, now: datetime) -> None: ...

    def rotate(self, session_id: str, old: str, new: str, now: datetime) -> bool:
        """Whether ``old`` was its token; only one of several requests changes it."""
        ...

    def end(self, session_id: str) -> None: ...

    def sign_out(self, account_id: str, session_id: str = "") -> None:
        """They wanted it: this session ends, or all that they have."""
        ...
