"""Whom the office's own sign-in names: always an account that an administrator has made."""

from ocr_service.courier.sign_in import Claimed
from ocr_service.domain.account import Account
from ocr_service.domain.errors import NotRecognised
from ocr_service.storage.accounts import AccountStore


def account_claimed(claimed: Claimed, *, accounts: AccountStore) -> Account:
    """The account of that name; raises NotRecognised when there is none, or it is another's.

    Names are given anew when people leave, subjects never: the first to come keeps the account.
    """
    account = accounts.named(claimed.name)
    if account is None or account.disabled_at is not None:
        raise NotRecognised("no such account in use")
    if not accounts.bind(account.id, claimed.subject):
        raise NotRecognised("the account is another subject's")
    return account
