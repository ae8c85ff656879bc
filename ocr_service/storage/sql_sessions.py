"""Sessions in the database, found by the hash of a token that nobody else has."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import RowMapping, and_, delete, insert, or_, select, update

from ocr_service.domain.account import GRACE, Account, Means, Session
from ocr_service.domain.audit import Act
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.deeds_of_people import of_account
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_accounts import account_from, agency_of, end_sessions
from ocr_service.storage.trail import append

ACCOUNTS = tables.accounts.c
SESSIONS = tables.sessions.c


class SqlSessions:
    """A SessionStore in the database; each call is one transaction."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def open(self, session: Session, sha256: str, forget_before: datetime) -> None:
        row = asdict(session) | {"means": session.means.value, "sha256": sha256}
        with self._database.write() as connection:
            old = SESSIONS.opened_at < forget_before
            connection.execute(delete(tables.sessions).where(old))
            connection.execute(insert(tables.sessions).values(row))

    def find(self, sha256: str, now: datetime) -> tuple[Session, Account] | None:
        before = and_(SESSIONS.before_sha256 == sha256, SESSIONS.before_until > now)
        with self._database.read() as connection:
            rows = connection.execute(
                select(tables.sessions).where(or_(SESSIONS.sha256 == sha256, before))
            )
            found = rows.mappings().one_or_none()
            if found is None:
                return None
            theirs = ACCOUNTS.id == found["account_id"]
            enabled = ACCOUNTS.disabled_at.is_(None)
            accounts = connection.execute(select(tables.accounts).where(theirs, enabled))
            row = accounts.mappings().one_or_none()
            return (session_from(found), account_from(row, self._seal)) if row else None

    def seen(self, session_id: str, now: datetime) -> None:
        with self._database.write() as connection:
            connection.execute(
                update(tables.sessions).where(SESSIONS.id == session_id).values(seen_at=now)
            )

    def rotate(self, session_id: str, old: str, new: str, now: datetime) -> bool:
        with self._database.write() as connection:
            turned = connection.execute(
                update(tables.sessions)
                .where(SESSIONS.id == session_id, SESSIONS.sha256 == old)
                .values(
                    sha256=new,
                    before_sha256=old,
                    before_until=now + GRACE,
                    rotated_at=now,
                    seen_at=now,
                )
            )
            return turned.rowcount == 1

    def end(self, session_id: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(tables.sessions).where(SESSIONS.id == session_id))

    def sign_out(self, account_id: str, session_id: str = "") -> None:
        with self._database.write() as connection:
            if session_id:
                connection.execute(delete(tables.sessions).where(SESSIONS.id == session_id))
            else:
                end_sessions(connection, account_id)
            agency_code = agency_of(connection, account_id)
            everywhere = int(not session_id)
            deed = of_account(Act.SIGNED_OUT, account_id, agency_code, everywhere=everywhere)
            append(connection, deed)


def session_from(row: RowMapping) -> Session:
    return Session(
        id=row["id"],
        account_id=row["account_id"],
        opened_at=row["opened_at"],
        seen_at=row["seen_at"],
        rotated_at=row["rotated_at"],
        means=Means(row["means"]),
        whole=row["whole"],
        form_token=row["form_token"],
    )
