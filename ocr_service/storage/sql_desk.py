"""The review desk in the database: who holds what, and what was put off."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from ocr_service.domain.audit import Act
from ocr_service.domain.desk import Kind, Lease, Place, Postponed, Waiting, rank_of
from ocr_service.domain.dossier import Dossier, Priority
from ocr_service.domain.errors import Conflict
from ocr_service.storage import leasing, tables
from ocr_service.storage.database import Database
from ocr_service.storage.deeds_of_desk import at_desk
from ocr_service.storage.desk import QueueSearch
from ocr_service.storage.trail import append
from ocr_service.storage.waiting import agencies_waiting, candidates, count, listed

QUEUE = tables.review_queue.c
DOSSIERS, DOCUMENTS = tables.dossiers.c, tables.documents.c
NOT_PUT_OFF: Mapping[str, Any] = {
    "postponed_until": None,
    "postponed_by": "",
    "postponed_reason": "",
}


class SqlDesk:
    """A DeskStore in the database; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, search: QueueSearch, now: datetime) -> tuple[Waiting, ...]:
        with self._database.read() as connection:
            return listed(connection, search, now)

    def counts(self, search: QueueSearch, now: datetime) -> tuple[Mapping[Kind, int], int]:
        with self._database.read() as connection:
            of_kinds = {kind: count(connection, replace(search, kind=kind), now) for kind in Kind}
            return of_kinds, count(connection, replace(search, postponed=True), now)

    def agencies(self, scope: str) -> Sequence[str]:
        with self._database.read() as connection:
            return agencies_waiting(connection, scope)

    def take_next(self, search: QueueSearch, lease: Lease, now: datetime) -> str:
        """Others may be faster with some of them; with none of them, another look is worth it."""
        with self._database.write() as connection:
            while found := candidates(connection, search, lease.holder_id, now):
                for document_id, dossier_id in found:
                    if not leasing.take(connection, document_id, dossier_id, lease, now):
                        continue
                    if still_waits(connection, document_id):
                        return document_id
                    # Whoever had it has settled it since it was looked for.
                    leasing.let_go(connection, document_id, lease.holder_id)
        return ""

    def place_of(self, document_id: str) -> Place | None:
        with self._database.read() as connection:
            asked = select(QUEUE.rank, QUEUE.received_at, QUEUE.dossier_id, QUEUE.position)
            its = asked.where(QUEUE.document_id == document_id)
            if row := connection.execute(its).one_or_none():
                return Place(*row)
            return would_stand(connection, document_id)

    def take(self, document_id: str, of: Dossier, lease: Lease, now: datetime) -> None:
        with self._database.write() as connection:
            if not leasing.take(connection, document_id, of.id, lease, now):
                leasing.check_free(connection, document_id, lease.holder_id, now)
                raise Conflict("somebody let go of it just now")

    def take_over(self, document_id: str, of: Dossier, lease: Lease, now: datetime) -> None:
        with self._database.write() as connection:
            before = leasing.lease_of(connection, document_id, now)
            leasing.take_over(connection, document_id, of.id, lease)
            if before is not None and before.holder_id != lease.holder_id:
                told = at_desk(Act.DOCUMENT_TAKEN_OVER, of, document_id, held_by=before.holder_id)
                append(connection, told)

    def held(self, document_id: str, now: datetime) -> Lease | None:
        with self._database.read() as connection:
            return leasing.lease_of(connection, document_id, now)

    def let_go(self, document_id: str, holder_id: str) -> None:
        with self._database.write() as connection:
            leasing.let_go(connection, document_id, holder_id)

    def postpone(
        self, document_id: str, of: Dossier, postponed: Postponed, lease: Lease, now: datetime
    ) -> None:
        values = {
            "postponed_until": postponed.until,
            "postponed_by": postponed.by,
            "postponed_reason": postponed.reason,
        }
        with self._database.write() as connection:
            leasing.check_free(connection, document_id, lease.holder_id, now)
            put_off(connection, document_id, values)
            leasing.let_go(connection, document_id, lease.holder_id)
            until = postponed.until.isoformat()
            append(connection, at_desk(Act.DOCUMENT_POSTPONED, of, document_id, until=until))

    def resume(self, document_id: str, of: Dossier) -> None:
        with self._database.write() as connection:
            put_off(connection, document_id, NOT_PUT_OFF)
            append(connection, at_desk(Act.DOCUMENT_RESUMED, of, document_id))


def put_off(connection: Connection, document_id: str, values: Mapping[str, Any]) -> None:
    its = QUEUE.document_id == document_id
    changed = connection.execute(update(tables.review_queue).where(its).values(values))
    if changed.rowcount != 1:
        raise Conflict(f"document {document_id} does not wait")


def would_stand(connection: Connection, document_id: str) -> Place | None:
    asked = (
        select(DOSSIERS.priority, DOSSIERS.received_at, DOSSIERS.id, DOCUMENTS.position)
        .join(tables.documents, DOCUMENTS.dossier_id == DOSSIERS.id)
        .where(DOCUMENTS.id == document_id)
    )
    row = connection.execute(asked).one_or_none()
    if row is None:
        return None
    rank = rank_of(Priority(row.priority), Kind.DOUBT)
    return Place(rank, row.received_at, row.id, row.position)


def still_waits(connection: Connection, document_id: str) -> bool:
    asked = select(QUEUE.document_id).where(QUEUE.document_id == document_id)
    return connection.scalar(asked) is not None
