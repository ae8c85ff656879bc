"""Second factors in the database: secrets sealed, steps and recovery codes used once only."""

from base64 import b32encode
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, update

from ocr_service.domain.account import Session
from ocr_service.domain.audit import Act, Deed
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.deeds_of_people import of_account
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_accounts import agency_of, change, end_sessions
from ocr_service.storage.steps import insert_all
from ocr_service.storage.trail import append

ACCOUNTS = tables.accounts.c
CODES = tables.recovery_codes.c
SECRET_BYTES = 20  # as many as the hash of TOTP has (RFC 4226, 4)


class SqlSecondFactors:
    """A SecondFactorStore in the database; each call is one transaction."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def offer(self, session: Session) -> str:
        return b32encode(self._seal.drawn(session.form_token, SECRET_BYTES)).decode()

    def confirm(
        self, account_id: str, secret: str, step: int, recovery: Iterable[str], now: datetime
    ) -> None:
        new = {"totp": self._seal.close(secret), "totp_since": now, "totp_step": step}
        with self._database.write() as connection:
            agency_code = change(connection, account_id, **new)
            replace_codes(connection, account_id, recovery)
            end_sessions(connection, account_id)
            append(connection, changed(account_id, agency_code, "set_up"))

    def replace_recovery(self, account_id: str, recovery: Iterable[str]) -> None:
        with self._database.write() as connection:
            replace_codes(connection, account_id, recovery)
            agency_code = agency_of(connection, account_id)
            append(connection, changed(account_id, agency_code, "paper_codes_replaced"))

    def drop(self, account_id: str) -> None:
        with self._database.write() as connection:
            nothing = {"totp": "", "totp_since": None, "totp_step": 0}
            agency_code = change(connection, account_id, **nothing)
            replace_codes(connection, account_id, ())
            end_sessions(connection, account_id)
            append(connection, changed(account_id, agency_code, "taken_away"))

    def use_step(self, account_id: str, step: int) -> bool:
        with self._database.write() as connection:
            used = connection.execute(
                update(tables.accounts)
                .where(ACCOUNTS.id == account_id, ACCOUNTS.totp_step < step)
                .values(totp_step=step)
            )
            return used.rowcount == 1

    def use_recovery(self, account_id: str, sha256: str) -> bool:
        its = (CODES.account_id == account_id, CODES.sha256 == sha256)
        with self._database.write() as connection:
            used = connection.execute(delete(tables.recovery_codes).where(*its)).rowcount == 1
            if used:
                agency_code = agency_of(connection, account_id)
                append(connection, changed(account_id, agency_code, "paper_code_used"))
            return used


def replace_codes(connection: Connection, account_id: str, recovery: Iterable[str]) -> None:
    connection.execute(delete(tables.recovery_codes).where(CODES.account_id == account_id))
    codes = [{"account_id": account_id, "sha256": it} for it in recovery]
    insert_all(connection, tables.recovery_codes, codes)


def changed(account_id: str, agency_code: str, how: str) -> Deed:
    return of_account(Act.SECOND_FACTOR_CHANGED, account_id, agency_code, how=how)
