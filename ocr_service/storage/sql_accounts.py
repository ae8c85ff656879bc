"""Accounts in the database. Whatever shakes the trust in a session ends it in the same breath."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    case,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from ocr_service.domain.access import Role
from ocr_service.domain.account import (
    Account,
    LastAdmin,
    Means,
    is_name,
    name_key,
    pause_after,
)
from ocr_service.domain.audit import Act
from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.deeds_of_people import of_account
from ocr_service.storage.sealing import Seal
from ocr_service.storage.trail import append

ACCOUNTS = tables.accounts.c
SESSIONS = tables.sessions.c
# Columns that an Account has as they are.
WORDS = [it.name for it in fields(Account) if it.name not in ("role", "totp")]


class SqlAccounts:
    """An AccountStore in the database; each call is one transaction."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def add(self, account: Account) -> None:
        row = {word: getattr(account, word) for word in WORDS}
        row |= {"name_key": name_key(account.name), "role": account.role.value}
        row |= {"totp": self._seal.close(account.totp) if account.totp else "", "totp_step": 0}
        try:
            with self._database.write() as connection:
                connection.execute(insert(tables.accounts).values(row))
                deed = of_account(
                    Act.ACCOUNT_ADDED, account.id, account.agency_code, role=account.role.value
                )
                append(connection, deed)
        except IntegrityError:
            raise Conflict(f"there is an account {account.name} already") from None

    def get(self, account_id: str) -> Account:
        with self._database.read() as connection:
            found = self._find(connection, ACCOUNTS.id == account_id)
        if found is None:
            raise no_such(account_id)
        return found

    def named(self, name: str) -> Account | None:
        if not is_name(name):  # no database need be asked, nor stumble over it
            return None
        with self._database.read() as connection:
            return self._find(connection, ACCOUNTS.name_key == name_key(name))

    def all(self) -> tuple[Account, ...]:
        with self._database.read() as connection:
            rows = connection.execute(select(tables.accounts).order_by(ACCOUNTS.name_key))
            return tuple(account_from(row, self._seal) for row in rows.mappings())

    def count_try(self, account_id: str, now: datetime) -> bool:
        awake = or_(ACCOUNTS.locked_until.is_(None), ACCOUNTS.locked_until <= now)
        with self._database.write() as connection:
            failures = connection.scalar(
                update(tables.accounts)
                .where(ACCOUNTS.id == account_id, ACCOUNTS.disabled_at.is_(None), awake)
                .values(failures=ACCOUNTS.failures + 1)
                .returning(ACCOUNTS.failures)
            )
            if failures is None:
                return False
            if pause := pause_after(failures):
                change(connection, account_id, locked_until=now + pause)
            return True

    def forgive(self, account_id: str) -> None:
        one_less = case((ACCOUNTS.failures > 0, ACCOUNTS.failures - 1), else_=0)
        with self._database.write() as connection:
            change(connection, account_id, failures=one_less, locked_until=None)

    def refused(self, account_id: str, counted: bool) -> None:
        with self._database.write() as connection:
            row = connection.execute(
                select(ACCOUNTS.agency_code, ACCOUNTS.failures).where(ACCOUNTS.id == account_id)
            ).one_or_none()
            agency_code, failures = row or ("", 0)
            append(connection, of_account(Act.SIGN_IN_FAILED, account_id, agency_code))
            if counted and pause_after(failures):
                deed = of_account(Act.ACCOUNT_LOCKED, account_id, agency_code, failures=failures)
                append(connection, deed)

    def entered(self, account_id: str, means: Means, now: datetime) -> None:
        with self._database.write() as connection:
            cleared = {"failures": 0, "locked_until": None, "signed_in_at": now}
            agency_code = change(connection, account_id, **cleared)
            deed = of_account(Act.SIGN_IN_SUCCEEDED, account_id, agency_code, means=means.value)
            append(connection, deed)

    def unlock(self, account_id: str) -> None:
        with self._database.write() as connection:
            agency_code = change(connection, account_id, failures=0, locked_until=None)
            append(connection, of_account(Act.ACCOUNT_UNLOCKED, account_id, agency_code))

    def set_password(self, account_id: str, password: str, must_change: bool) -> None:
        with self._database.write() as connection:
            new = {"password": password, "must_change": must_change}
            agency_code = change(connection, account_id, **new)
            end_sessions(connection, account_id)
            append(connection, of_account(Act.PASSWORD_CHANGED, account_id, agency_code))

    def rehash(self, account_id: str, password: str) -> None:
        with self._database.write() as connection:
            change(connection, account_id, password=password)

    def set_place(self, account_id: str, role: Role, agency_code: str) -> None:
        with self._database.write() as connection:
            if (role, agency_code) != (Role.ADMIN, ""):
                keep_an_admin(connection, account_id)
            change(connection, account_id, role=role.value, agency_code=agency_code)
            end_sessions(connection, account_id)
            deed = of_account(Act.ACCOUNT_CHANGED, account_id, agency_code, role=role.value)
            append(connection, deed)

    def disable(self, account_id: str, now: datetime) -> None:
        with self._database.write() as connection:
            keep_an_admin(connection, account_id)
            agency_code = change(connection, account_id, disabled_at=now)
            end_sessions(connection, account_id)
            append(connection, of_account(Act.ACCOUNT_DISABLED, account_id, agency_code))

    def enable(self, account_id: str) -> None:
        with self._database.write() as connection:
            agency_code = change(connection, account_id, disabled_at=None)
            append(connection, of_account(Act.ACCOUNT_CHANGED, account_id, agency_code, enabled=1))

    def unbind(self, account_id: str) -> None:
        with self._database.write() as connection:
            agency_code = change(connection, account_id, subject="")
            append(connection, of_account(Act.ACCOUNT_CHANGED, account_id, agency_code, bound=0))

    def bind(self, account_id: str, subject: str) -> bool:
        free = or_(ACCOUNTS.subject == "", ACCOUNTS.subject == subject)
        with self._database.write() as connection:
            before = connection.scalar(
                select(ACCOUNTS.subject).where(ACCOUNTS.id == account_id, free).with_for_update()
            )
            if before is None:
                return False
            if not before:
                agency_code = change(connection, account_id, subject=subject)
                deed = of_account(Act.ACCOUNT_CHANGED, account_id, agency_code, bound=1)
                append(connection, deed)
            return True

    def _find(self, connection: Connection, condition: ColumnElement[bool]) -> Account | None:
        rows = connection.execute(select(tables.accounts).where(condition))
        row = rows.mappings().one_or_none()
        return account_from(row, self._seal) if row is not None else None


def change(connection: Connection, account_id: str, **values: Any) -> str:
    """The agency of the account; raises NotFound."""
    agency_code: str | None = connection.scalar(
        update(tables.accounts)
        .where(ACCOUNTS.id == account_id)
        .values(values)
        .returning(ACCOUNTS.agency_code)
    )
    if agency_code is None:
        raise no_such(account_id)
    return agency_code


def agency_of(connection: Connection, account_id: str) -> str:
    found = select(ACCOUNTS.agency_code).where(ACCOUNTS.id == account_id)
    return connection.scalar(found) or ""


def keep_an_admin(connection: Connection, account_id: str) -> None:
    """Raises LastAdmin where no other administrator sees all agencies.

    Their rows are locked: of two who shut out each other the second one finds that out.
    """
    whole_house = (ACCOUNTS.role == Role.ADMIN.value, ACCOUNTS.agency_code == "")
    asked = select(ACCOUNTS.id).where(*whole_house, ACCOUNTS.disabled_at.is_(None))
    if list(connection.scalars(asked.order_by(ACCOUNTS.id).with_for_update())) == [account_id]:
        raise LastAdmin(f"account {account_id} is the last administrator of all agencies")


def end_sessions(connection: Connection, account_id: str) -> None:
    connection.execute(delete(tables.sessions).where(SESSIONS.account_id == account_id))


def no_such(account_id: str) -> NotFound:
    return NotFound(f"no account {account_id}")


def account_from(row: RowMapping, seal: Seal) -> Account:
    words = {word: row[word] for word in WORDS}
    return Account(**words, role=Role(row["role"]), totp=seal.open(row["totp"]))
