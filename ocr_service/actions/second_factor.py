"""The second factor: codes of a phone by the clock (TOTP, RFC 6238), and codes on paper."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from hmac import compare_digest

from pyotp import TOTP

from ocr_service.domain.access import digest_of
from ocr_service.domain.account import Account, Familiar, nobody
from ocr_service.domain.errors import NotRecognised
from ocr_service.storage.accounts import AccountStore, SecondFactorStore

ISSUER = "ocr-service"
DRIFT = (0, -1, 1)  # steps of 30 s by which a phone's clock may be wrong
PAPER_CODES = 10
GROUPS, GROUP_LETTERS = 4, 4
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are taken for another; 79 bits a code


def address_of(account: Account, secret: str) -> str:
    """What a phone reads from a QR code."""
    return TOTP(secret).provisioning_uri(name=account.name, issuer_name=ISSUER)


def confirm(
    account: Account, secret: str, code: str, now: datetime, *, factors: SecondFactorStore
) -> tuple[str, ...]:
    """Codes on paper, shown this once only; raises NotRecognised unless the phone agrees.

    The phone and the codes from before, if there are any, open nothing any more.
    """
    step = step_of(secret, code, now)
    if step is None:
        raise NotRecognised("the phone shows another code")
    codes = paper_codes()
    factors.confirm(account.id, secret, step, hashed(codes), now)
    return codes


def new_paper(account: Account, *, factors: SecondFactorStore) -> tuple[str, ...]:
    """Other codes on paper, shown this once only; those from before open nothing any more."""
    codes = paper_codes()
    factors.replace_recovery(account.id, hashed(codes))
    return codes


def check_code(
    account: Account,
    code: str,
    now: datetime,
    *,
    accounts: AccountStore,
    factors: SecondFactorStore,
    familiar: Familiar = nobody,
) -> None:
    """Raises NotRecognised unless it is a code of the phone or on paper that was never used."""
    known = familiar(account)
    counted = not known and accounts.count_try(account.id, now)
    if not ((known or counted) and is_unused(account, code, now, factors)):
        accounts.refused(account.id, counted)
        raise NotRecognised("wrong or used code, or too many tries")


def is_unused(account: Account, code: str, now: datetime, factors: SecondFactorStore) -> bool:
    """Whether it is a right code; it is used up now."""
    step = step_of(account.totp, code, now)
    if step is None:
        return factors.use_recovery(account.id, digest_of(plain(code)))
    return factors.use_step(account.id, step)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step that the code belongs to, if it is near ``now``."""
    if not secret:
        return None
    phone, typed = TOTP(secret), plain(code)
    steps = [phone.timecode(now) + drift for drift in DRIFT]
    fitting = [
        it for it in steps if compare_digest(phone.generate_otp(it).encode(), typed.encode())
    ]
    return fitting[0] if fitting else None


def paper_codes() -> tuple[str, ...]:
    return tuple(paper_code() for _ in range(PAPER_CODES))


def hashed(codes: Iterable[str]) -> list[str]:
    return [digest_of(plain(it)) for it in codes]


def paper_code() -> str:
    groups = ["".join(secrets.choice(LETTERS) for _ in range(GROUP_LETTERS)) for _ in range(GROUPS)]
    return "-".join(groups)


def plain(code: str) -> str:
    """As people type it: with or without spaces, hyphens, capitals."""
    return "".join(code.lower().split()).replace("-", "")
