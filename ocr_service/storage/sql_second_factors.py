"""Second factors in the database: secrets sealed, steps and recovery codes used once only."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update

from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_accounts import change, end_sessions, no_such
from ocr_service.storage.steps import insert_all

ACCOUNTS = tables.accounts.c
CODES = tables.recovery_codes.c


class SqlSecondFactors:
    """A SecondFactorStore in the database; each call is one transaction."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def offer(self, account_id: str, secret: str) -> str:
        with self._database.write() as connection:
            rows = connection.execute(
                select(ACCOUNTS.totp, ACCOUNTS.totp_since)
                .where(ACCOUNTS.id == account_id)
                .with_for_update()
            )
            row = rows.mappings().one_or_none()
            if row is None:
                raise no_such(account_id)
            if row["totp_since"] is not None:
                return ""
            if offered := self._seal.open(row["totp"]):
                return offered
            change(connection, account_id, totp=self._seal.close(secret))
            return secret

    def confirm(self, account_id: str, step: int, recovery: Iterable[str], now: datetime) -> None:
        codes = [{"account_id": account_id, "sha256": it} for it in recovery]
        with self._database.write() as connection:
            change(connection, account_id, totp_since=now, totp_step=step)
            connection.execute(delete(tables.recovery_codes).where(CODES.account_id == account_id))
            insert_all(connection, tables.recovery_codes, codes)
            end_sessions(connection, account_id)

    def drop(self, account_id: str) -> None:
        with self._database.write() as connection:
            change(connection, account_id, totp="", totp_since=None, totp_step=0)
            connection.execute(delete(tables.recovery_codes).where(CODES.account_id == account_id))
            end_sessions(connection, account_id)

    def use_step(self, account_id: str, step: int) -> bool:
        with self._database.write() as connection:
            used = connection.execute(
                update(tables.accounts)
                .where(ACCOUNTS.id == account_id, ACCOUNTS.totp_step < step)
                .values(totp_step=step)
            )
            return used.rowcount == 1

    def use_recovery(self, account_id: str, sha256: str) -> bool:
        with self._database.write() as connection:
            used = connection.execute(
                delete(tables.recovery_codes).where(
                    CODES.account_id == account_id, CODES.sha256 == sha256
                )
            )
            return used.rowcount == 1
