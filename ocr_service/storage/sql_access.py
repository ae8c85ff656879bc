"""API keys and promises (idempotency keys) in the database."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, update

from ocr_service.domain.access import ApiKey
from ocr_service.domain.audit import Act
from ocr_service.storage import Promised, tables
from ocr_service.storage.database import Database
from ocr_service.storage.deeds_of_outsiders import of_key
from ocr_service.storage.rows import key_from
from ocr_service.storage.steps import insert_new
from ocr_service.storage.trail import append

KEYS = tables.api_keys.c
PROMISES = tables.promises.c
HONOURED = timedelta(hours=24)
# Whoever answers may be killed in the middle; then its sender must not wait for long. A request
# that takes longer may be overtaken by its repeat: of the two only one keeps what it brought.
IN_PROGRESS = timedelta(seconds=30)


class SqlKeys:
    """A KeyStore in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ping(self) -> None:
        self._database.ping()

    def add(self, key: ApiKey) -> None:
        with self._database.write() as connection:
            connection.execute(insert(tables.api_keys).values(asdict(key)))
            append(connection, of_key(Act.KEY_ADDED, key.id, key.agency_code, key.role))

    def find(self, sha256: str) -> ApiKey | None:
        with self._database.read() as connection:
            rows = connection.execute(select(tables.api_keys).where(KEYS.sha256 == sha256))
            row = rows.mappings().one_or_none()
            return key_from(row) if row is not None else None

    def used(self, key_id: str, now: datetime) -> None:
        with self._database.write() as connection:
            connection.execute(
                update(tables.api_keys).where(KEYS.id == key_id).values(last_used_at=now)
            )

    def revoke(self, prefix: str, now: datetime) -> int:
        with self._database.write() as connection:
            return revoke(connection, KEYS.prefix == prefix, now)

    def revoke_one(self, key_id: str, now: datetime) -> None:
        with self._database.write() as connection:
            revoke(connection, KEYS.id == key_id, now)

    def all(self) -> tuple[ApiKey, ...]:
        with self._database.read() as connection:
            rows = connection.execute(select(tables.api_keys).order_by(KEYS.id))
            return tuple(key_from(row) for row in rows.mappings())


def revoke(connection: Connection, which: ColumnElement[bool], now: datetime) -> int:
    """How many were still in use."""
    revoked = connection.execute(
        update(tables.api_keys)
        .where(which, KEYS.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(KEYS.id, KEYS.agency_code, KEYS.role)
    ).all()
    append(connection, *[of_key(Act.KEY_REVOKED, *key) for key in revoked])
    return len(revoked)


class SqlPromises:
    """A PromiseStore in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, account: str, key: str, token: str, now: datetime) -> Promised | None:
        with self._database.write() as connection:
            forget_old(connection, now)
            row = {"account": account, "key": key, "token": token, "begun_at": now}
            row |= {"fingerprint": "", "dossier_id": ""}
            if insert_new(connection, tables.promises, row):
                return None
            made = find_promise(connection, account, key)
            if made is None:  # forgotten this very moment: its sender may try again
                return Promised("", "")
            return Promised(made["fingerprint"], made["dossier_id"])

    def forget(self, account: str, key: str, token: str) -> None:
        with self._database.write() as connection:
            connection.execute(
                delete(tables.promises).where(
                    PROMISES.account == account,
                    PROMISES.key == key,
                    PROMISES.token == token,
                    PROMISES.dossier_id == "",
                )
            )


def find_promise(connection: Connection, account: str, key: str) -> RowMapping | None:
    rows = connection.execute(
        select(tables.promises).where(PROMISES.account == account, PROMISES.key == key)
    )
    return rows.mappings().one_or_none()


def forget_old(connection: Connection, now: datetime) -> None:
    connection.execute(delete(tables.promises).where(PROMISES.begun_at < now - HONOURED))
    connection.execute(
        delete(tables.promises).where(
            PROMISES.dossier_id == "", PROMISES.begun_at < now - IN_PROGRESS
        )
    )
