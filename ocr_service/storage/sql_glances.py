"""Glances in the database: taken by one compare-and-set, forgotten after a day."""

from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, and_, delete, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from ocr_service.domain.errors import NotFound
from ocr_service.domain.glance import KEPT, Glance, GlanceState
from ocr_service.domain.ids import first_id, new_id
from ocr_service.storage import tables
from ocr_service.storage.database import Database

GLANCE = TypeAdapter(Glance)
GLANCES = tables.glances.c
WAITING, RUNNING = GlanceState.WAITING.value, GlanceState.RUNNING.value


class SqlGlances:
    """A GlanceStore in the database; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, glance: Glance) -> None:
        try:
            with self._database.write() as connection:
                connection.execute(insert(tables.glances).values(row_of(glance)))
        except IntegrityError as gone:
            raise NotFound(f"no dossier {glance.dossier_id}") from gone

    def get(self, glance_id: str) -> Glance:
        with self._database.read() as connection:
            asked = select(tables.glances).where(GLANCES.id == glance_id)
            row = connection.execute(asked).one_or_none()
        if row is None:
            raise NotFound(f"no glance {glance_id}")
        return glance_from(row)

    def take(self, now: datetime, until: datetime) -> Glance | None:
        first = select(GLANCES.id).where(free(now)).order_by(GLANCES.id).limit(1)
        with self._database.read() as connection:
            glance_id = connection.scalar(first)
        if glance_id is None:
            return None
        ours = {
            "state": RUNNING,
            "attempts": GLANCES.attempts + 1,
            "lease": new_id(),
            "until": until,
        }
        with self._database.write() as connection:
            taking = update(tables.glances).where(GLANCES.id == glance_id, free(now)).values(ours)
            row = connection.execute(taking.returning(tables.glances)).one_or_none()
        return glance_from(row) if row else None

    def keep(self, glance: Glance) -> bool:
        held = GLANCES.id == glance.id, GLANCES.lease == glance.lease, GLANCES.state == RUNNING
        with self._database.write() as connection:
            kept = update(tables.glances).where(*held).values(row_of(glance))
            return connection.execute(kept).rowcount == 1

    def forget(self, now: datetime) -> int:
        old = GLANCES.id < first_id(now - KEPT)
        with self._database.read() as connection:
            if not connection.scalar(select(exists().where(old))):
                return 0
        with self._database.write() as connection:
            return connection.execute(delete(tables.glances).where(old)).rowcount


def free(now: datetime) -> ColumnElement[bool]:
    silent = and_(GLANCES.state == RUNNING, GLANCES.until < now)
    return or_(GLANCES.state == WAITING, silent)


def row_of(glance: Glance) -> dict[str, object]:
    return {
        "id": glance.id,
        "dossier_id": glance.dossier_id,
        "document_id": glance.document_id,
        "state": glance.state.value,
        "attempts": glance.attempts,
        "lease": glance.lease,
        "until": glance.until,
        "content": GLANCE.dump_json(glance).decode(),
    }


def glance_from(row: Row[tuple[object, ...]]) -> Glance:
    glance = GLANCE.validate_json(row.content)
    return replace(
        glance,
        state=GlanceState(row.state),
        attempts=row.attempts,
        lease=row.lease,
        until=row.until,
    )
