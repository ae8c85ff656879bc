"""Makes and changes the accounts of people."""

from dataclasses import replace
from unicodedata import normalize

from ocr_service.actions.passwords import SAME, check_new, first_password, fits, hash_of
from ocr_service.domain.access import Role
from ocr_service.domain.account import LONGEST_NAME, Account, is_name
from ocr_service.domain.errors import BadInput, Complaint, NotFound
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.storage.accounts import AccountStore

BAD_NAME = Complaint(
    "bad_account_name",
    f"Tên tài khoản phải có từ 1 đến {LONGEST_NAME} ký tự, không có ký tự điều khiển.",
    "Hãy chọn tên khác.",
)
NOT_FOR_PEOPLE = Complaint(
    "role_not_for_people",
    "Vai trò này dành cho phần mềm.",
    "Hãy chọn clerk, auditor hoặc admin; phần mềm dùng khóa (ocr-service keys).",
)


def add_account(
    name: str,
    role: Role,
    agency_code: str = "",
    with_password: bool = True,
    *,
    accounts: AccountStore,
) -> tuple[Account, str]:
    """The account, and its first password, shown this once only ("" without one).

    Raises BadInput for a name or role that no account may have, Conflict for a name taken.
    """
    check_role(role)
    account = Account(new_id(), clean_name(name), role, utc_now(), agency_code)
    password = first_password() if with_password else ""
    if password:
        account = replace(account, password=hash_of(password), must_change=True)
    accounts.add(account)
    return account, password


def account_named(name: str, *, accounts: AccountStore) -> Account:
    """Raises NotFound."""
    account = accounts.named(name)
    if account is None:
        raise NotFound(f"no account {name}")
    return account


def reset_password(name: str, *, accounts: AccountStore) -> str:
    """A new first password, shown this once only; all sessions end, any pause too."""
    account = account_named(name, accounts=accounts)
    password = first_password()
    accounts.set_password(account.id, hash_of(password), must_change=True)
    accounts.unlock(account.id)
    return password


def change_password(account: Account, password: str, *, accounts: AccountStore) -> None:
    """Their own choice; all sessions end. Raises BadInput for a weak one or the same again."""
    check_new(password, account.name)
    if fits(password, account.password):
        raise BadInput(SAME)
    accounts.set_password(account.id, hash_of(password), must_change=False)


def check_role(role: Role) -> None:
    if role is Role.SYSTEM:
        raise BadInput(NOT_FOR_PEOPLE)


def clean_name(name: str) -> str:
    clean = normalize("NFC", name.strip())
    if not is_name(clean):
        raise BadInput(BAD_NAME)
    return clean
