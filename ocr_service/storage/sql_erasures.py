"""Erasure in the database: the dossier's rows, the tombstone left, and finding what to erase."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, or_, select

from ocr_service.domain.dossier import Document, Dossier, Status
from ocr_service.domain.erasure import Tombstone
from ocr_service.storage import tables
from ocr_service.storage.custody import Settled
from ocr_service.storage.database import Database
from ocr_service.storage.erasing import deed, erase, erase_rows, row_of
from ocr_service.storage.looking import documents_of, head_of
from ocr_service.storage.steps import inserting
from ocr_service.storage.trail import append

DOSSIERS, DOCUMENTS = tables.dossiers.c, tables.documents.c
STONES = tables.tombstones.c
SETTLED = [status.value for status in Status if status.settled]


class SqlErasures:
    """An ErasureStore in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(self, dossier_id: str, reason: str, now: datetime) -> tuple[Tombstone, ...]:
        with self._database.write() as connection:
            return tuple(erase(connection, dossier_id, reason, now))

    def erase_again(self, stones: tuple[Tombstone, ...]) -> int:
        with self._database.write() as connection:
            return erase_again(connection, stones)

    def tombstones(self) -> Iterator[Tombstone]:
        with self._database.read() as connection:
            rows = connection.execute(select(tables.tombstones).order_by(STONES.erased_at))
            for row in rows.mappings():
                yield stone_from(row)

    def holding(self, number: str) -> tuple[tuple[Dossier, tuple[Document, ...]], ...]:
        with self._database.read() as connection:
            asked = select(DOSSIERS.id).where(mentioning(number)).order_by(DOSSIERS.id.desc())
            found = [
                (head_of(connection, dossier_id), documents_of(connection, dossier_id))
                for dossier_id in connection.scalars(asked).all()
            ]
            reviewed = set(connection.scalars(saying(tables.reviews, number)))
        return tuple(pair for pair in found if pair[0].id in reviewed or says(number, *pair))

    def due(self, settled: Settled, limit: int) -> tuple[str, ...]:
        of = [DOSSIERS.procedure_code == settled.procedure_code] if settled.procedure_code else []
        asked = select(DOSSIERS.id).where(
            DOSSIERS.status.in_(SETTLED),
            DOSSIERS.settled_at < settled.before,
            DOSSIERS.procedure_code.not_in(settled.but),
            *of,
        )
        with self._database.read() as connection:
            return tuple(connection.scalars(asked.order_by(DOSSIERS.settled_at).limit(limit)))


def erase_again(connection: Connection, stones: tuple[Tombstone, ...]) -> int:
    erased = 0
    for stone in stones:
        statement = inserting(connection, tables.tombstones, row_of(stone))
        connection.execute(statement.on_conflict_do_nothing())
        here = select(DOSSIERS.id).where(DOSSIERS.id == stone.dossier_id)
        if connection.scalar(here) is not None:
            erase_rows(connection, [stone.dossier_id], stone.erased_at)
            append(connection, deed(stone))
            erased += 1
    return erased


def mentioning(number: str) -> ColumnElement[bool]:
    """What may hold it; what does is looked at closely afterwards."""
    return or_(
        DOSSIERS.id.in_(saying(tables.documents, number)),
        DOSSIERS.id.in_(saying(tables.reviews, number)),
        DOSSIERS.metadata.contains(number, autoescape=True),
        DOSSIERS.dossier_code == number,
    )


def saying(table: Table, number: str) -> Select[Any]:
    """Dossiers with this value in the content of documents, or in what people said of them."""
    quoted = table.c.content.contains(f'"{number}"', autoescape=True)
    return select(table.c.dossier_id).where(quoted)


def says(number: str, dossier: Dossier, documents: tuple[Document, ...]) -> bool:
    values = [field.value for paper in documents for field in paper.record.fields]
    return number in texts([*values, dossier.metadata, dossier.dossier_code])


def texts(told: Any) -> Iterator[str]:
    """Every text and number in a tree."""
    if isinstance(told, dict):
        told = list(told.values())
    if isinstance(told, list | tuple):
        for part in told:
            yield from texts(part)
    else:
        yield str(told)


def stone_from(row: RowMapping) -> Tombstone:
    return Tombstone(**{**row, "counts": json.loads(row["counts"])})
