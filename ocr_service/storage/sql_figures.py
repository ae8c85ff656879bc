"""Figures counted in the database, in one reading transaction."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Column, Connection, Table, func, select

from ocr_service.domain.dossier import ScanState, Status
from ocr_service.domain.ids import made_at
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.figures import Figures, Office, Pair, Room
from ocr_service.storage.office import database_bytes, office, room
from ocr_service.storage.rows import complaint_from
from ocr_service.storage.turns import due

WORK = tables.work.c
DOSSIERS = tables.dossiers.c
SCANS = tables.scans.c


class SqlFigures:
    """A FiguresStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def figures(self, now: datetime) -> Figures:
        with self._database.read() as connection:
            pages = connection.scalar(select(func.sum(SCANS.pages_read)))
            deliveries = tables.webhook_deliveries
            queues = waiting(connection, now)
            return Figures(
                work=work_of(connection),
                waiting={priority: many for priority, (many, _) in queues.items()},
                oldest={priority: since for priority, (_, since) in queues.items()},
                dossiers=count_by(connection, tables.dossiers, DOSSIERS.status),
                oldest_review=oldest_review(connection),
                pages_read=pages or 0,
                failures=failures(connection),
                deliveries=count_by(connection, deliveries, deliveries.c.state),
            )

    def office(self, now: datetime, scope: str = "") -> Office:
        with self._database.read() as connection:
            return office(connection, now, scope)

    def room(self) -> Room:
        with self._database.read() as connection:
            return room(connection)

    def database_bytes(self) -> int:
        with self._database.read() as connection:
            return database_bytes(connection)


def count_by(connection: Connection, table: Table, word: Column[str]) -> dict[str, int]:
    counted = select(word, func.count()).select_from(table).group_by(word)
    return {said: many for said, many in connection.execute(counted)}


def work_of(connection: Connection) -> dict[Pair, int]:
    counted = select(WORK.kind, WORK.state, func.count()).group_by(WORK.kind, WORK.state)
    return {(kind, state): many for kind, state, many in connection.execute(counted)}


def waiting(connection: Connection, now: datetime) -> dict[str, tuple[int, datetime]]:
    """By priority, how much is due and since when; ids sort by age, and tell it."""
    asked = (
        select(WORK.priority, func.count(), func.min(WORK.id))
        .where(due(now))
        .group_by(WORK.priority)
    )
    return {
        priority: (many, made_at(work_id)) for priority, many, work_id in connection.execute(asked)
    }


def oldest_review(connection: Connection) -> datetime | None:
    waiting = DOSSIERS.status == Status.NEEDS_REVIEW.value
    return connection.scalar(
        select(DOSSIERS.received_at).where(waiting).order_by(DOSSIERS.received_at).limit(1)
    )


def failures(connection: Connection) -> dict[Pair, int]:
    """A complaint's words are the same for all that fail alike: few are parsed."""
    found: Counter[Pair] = Counter()
    for what, table, word, failed in (
        ("file", tables.scans, SCANS.state, ScanState.FAILED.value),
        ("dossier", tables.dossiers, DOSSIERS.status, Status.FAILED.value),
    ):
        counted = (
            select(table.c.complaint, func.count())
            .where(word == failed, table.c.complaint.is_not(None))
            .group_by(table.c.complaint)
        )
        for text, many in connection.execute(counted):
            if complaint := complaint_from(text):
                found[what, complaint.code] += many
    return dict(found)
