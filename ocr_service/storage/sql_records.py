"""Records for reuse in the database: found, looked up whole, used, sent once more."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.domain.held import Holding
from ocr_service.domain.ranking import Place
from ocr_service.domain.reuse import Candidate, Filed, Filing, Reused, Revocation, Use
from ocr_service.domain.webhook import Event, News
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.finding import last_accepted
from ocr_service.storage.held import holdings
from ocr_service.storage.outbox import tell_one
from ocr_service.storage.picking import pick
from ocr_service.storage.portal_outbox import tell_portal_of
from ocr_service.storage.ranking import best
from ocr_service.storage.records import Best, RecordSearch
from ocr_service.storage.refiling import refile
from ocr_service.storage.revoking import hand_out, must_hold, reinstate, revoke
from ocr_service.storage.steps import inserting
from ocr_service.storage.trail import append
from ocr_service.storage.using import used_in

RECORDS, USES = tables.records.c, tables.record_uses.c


class SqlRecords:
    """A RecordStore in the database."""

    def __init__(self, database: Database, filing: Filing) -> None:
        self._database = database
        self._filing = filing

    def candidates(self, search: RecordSearch) -> tuple[Candidate, ...]:
        with self._database.read() as connection:
            found = connection.execute(last_accepted(connection, search))
            return tuple(Candidate(it.id, it.number) for it in found)

    def best(
        self, search: RecordSearch, behind: Place | None, today: date, replaceable: frozenset[str]
    ) -> Best:
        with self._database.read() as connection:
            ranked = best(connection, replace(search, limit=search.limit + 1), behind, today)
            page = ranked[: search.limit]
            following = page[-1].place if len(ranked) > len(page) else None
            return Best(pick(connection, [it.id for it in page], replaceable), following)

    def pick(self, ids: Sequence[str], replaceable: frozenset[str]) -> tuple[Filed, ...]:
        with self._database.read() as connection:
            return pick(connection, ids, replaceable)

    def of_dossier(self, dossier_id: str) -> tuple[str, ...]:
        asked = select(RECORDS.id).where(
            RECORDS.dossier_id == dossier_id, RECORDS.withdrawn_at.is_(None)
        )
        with self._database.read() as connection:
            return tuple(connection.scalars(asked.order_by(RECORDS.number)))

    def use(self, use: Use) -> tuple[Use, bool]:
        with self._database.write() as connection:
            record = standing(connection, use.record_id)
            must_hold(connection, use.record_id)
            row = use_row(use, record["dossier_id"])
            fresh = inserting(connection, tables.record_uses, row).on_conflict_do_nothing()
            if connection.scalar(fresh.returning(USES.id)):
                append(connection, used(use, record))
                tell_portal_of(connection, use.dossier_id)
                return use, True
            same = (USES.record_id == use.record_id, USES.dossier_key == row["dossier_key"])
            kept = connection.execute(select(tables.record_uses).where(*same)).mappings().one()
            return use_from(kept), False

    def uses(self, record_id: str, after: str = "", limit: int = 50) -> tuple[Use, ...]:
        asked = select(tables.record_uses).where(USES.record_id == record_id)
        if after:
            asked = asked.where(USES.id < after)
        with self._database.read() as connection:
            rows = connection.execute(asked.order_by(USES.id.desc()).limit(limit))
            return tuple(use_from(row) for row in rows.mappings())

    def holdings(self, numbers: Sequence[str], types: Collection[str]) -> tuple[Holding, ...]:
        with self._database.read() as connection:
            return tuple(holdings(connection, numbers, types))

    def used_in(self, dossier: Dossier) -> tuple[Reused, ...]:
        with self._database.read() as connection:
            return used_in(connection, dossier)

    def hand_out(self, ids: Sequence[str], purpose: str, consent: str, now: datetime) -> None:
        with self._database.write() as connection:
            hand_out(connection, ids, purpose, consent, now)

    def revoke(self, told: Revocation) -> Revocation:
        with self._database.write() as connection:
            return revoke(connection, told, standing(connection, told.record_id))

    def reinstate(self, record_id: str) -> None:
        with self._database.write() as connection:
            reinstate(connection, standing(connection, record_id))

    def send(self, record_id: str, webhook_id: str, now: datetime) -> None:
        with self._database.write() as connection:
            record = standing(connection, record_id)
            news = News(Event.DOCUMENT_ACCEPTED, "accepted", record_id, record["document_type"])
            if not tell_one(connection, record["dossier_id"], news, webhook_id, now):
                raise Conflict(f"webhook {webhook_id} does not listen to this")
            deed = Deed(
                Act.RECORD_SENT, record["agency_code"], record["dossier_id"], record_id, webhook_id
            )
            append(connection, deed)

    def refile(self, limit: int, now: datetime) -> int:
        return refile(self._database, self._filing, limit, now)


def standing(connection: Connection, record_id: str) -> RowMapping:
    """The record's row, kept from being withdrawn until we commit; raises NotFound."""
    asked = select(tables.records).where(RECORDS.id == record_id, RECORDS.withdrawn_at.is_(None))
    row = connection.execute(asked.with_for_update(read=True)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"no record {record_id}")
    return row


def used(use: Use, record: RowMapping) -> Deed:
    """Where it was used is told by the dossier's id, else its code; never what for."""
    told = {
        "document_type": use.document_type,
        "used_in": use.dossier_id or use.dossier_code,
        "used_by": use.agency_code,
    }
    return Deed(
        Act.RECORD_USED,
        record["agency_code"],
        record["dossier_id"],
        use.record_id,
        subject=use.id,
        remark=told,
    )


def use_row(use: Use, source_id: str) -> dict[str, Any]:
    row = {name: getattr(use, name) for name in use.__slots__ if name != "user"}
    # Two agencies may call two dossiers the same.
    code = f"{use.agency_code}\0{use.dossier_code}"
    key = sha256(code.encode()).hexdigest() if use.dossier_code else use.dossier_id
    return row | {"user_name": use.user, "source_id": source_id, "dossier_key": key}


def use_from(row: RowMapping) -> Use:
    told = {name: row[name] for name in Use.__slots__ if name != "user"}
    return Use(**told, user=row["user_name"])
