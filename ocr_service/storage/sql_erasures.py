"""Erasure in the database: the dossier's rows, the tombstone left, and finding what to erase."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import (
    Connection,
    RowMapping,
    func,
    select,
)

from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.erasure import Tombstone
from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.storage import tables
from ocr_service.storage.agencies import within
from ocr_service.storage.custody import Settled
from ocr_service.storage.database import Database
from ocr_service.storage.erasing import deed, erase, erase_rows, lock_family, row_of
from ocr_service.storage.looking import documents_of, head_of
from ocr_service.storage.mentions import mentioning
from ocr_service.storage.steps import inserting
from ocr_service.storage.terms import all_due, is_due
from ocr_service.storage.trail import append

DOSSIERS, DOCUMENTS = tables.dossiers.c, tables.documents.c
STONES = tables.tombstones.c


class SqlErasures:
    """An ErasureStore in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(self, dossier_id: str, reason: str, now: datetime) -> tuple[Tombstone, ...]:
        with self._database.write() as connection:
            stones = tuple(erase(connection, dossier_id, reason, now))
        self._database.forget_journal()
        return stones

    def erase_again(self, stones: tuple[Tombstone, ...]) -> int:
        with self._database.write() as connection:
            erased = erase_again(connection, stones)
        self._database.forget_journal()
        return erased

    def tombstones(self) -> Iterator[Tombstone]:
        with self._database.read() as connection:
            rows = connection.execute(select(tables.tombstones).order_by(STONES.erased_at))
            for row in rows.mappings():
                yield stone_from(row)

    def newest(self, scope: str, limit: int) -> tuple[Tombstone, ...]:
        asked = select(tables.tombstones).where(*within(STONES.agency_code, scope))
        with self._database.read() as connection:
            newest = asked.order_by(STONES.erased_at.desc(), STONES.dossier_id).limit(limit)
            return tuple(stone_from(row) for row in connection.execute(newest).mappings())

    def holding(self, number: str) -> tuple[tuple[Dossier, tuple[Document, ...]], ...]:
        with self._database.read() as connection:
            found = mentioning(connection, number)
            return tuple((head_of(connection, it), documents_of(connection, it)) for it in found)

    def due(self, terms: Sequence[Settled], limit: int, after: str = "") -> tuple[str, ...]:
        if not terms:
            return ()
        with self._database.read() as connection:
            asked = select(DOSSIERS.id).where(DOSSIERS.id > after, *all_due(terms))
            return tuple(connection.scalars(asked.order_by(DOSSIERS.id).limit(limit)))

    def retire(
        self, dossier_id: str, terms: Sequence[Settled], reason: str, now: datetime
    ) -> tuple[Tombstone, ...]:
        try:
            with self._database.write() as connection:
                family = lock_family(connection, dossier_id)
                of_it = DOSSIERS.id.in_(list(family))
                asked = select(func.count()).where(of_it, is_due(terms, tables.dossiers))
                if connection.scalar(asked) != len(family):
                    raise Conflict(f"dossier {dossier_id} is to be kept after all")
                stones = tuple(erase(connection, dossier_id, reason, now))
        except (NotFound, Conflict):
            return ()
        self._database.forget_journal()
        return stones


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


def stone_from(row: RowMapping) -> Tombstone:
    return Tombstone(**{**row, "counts": json.loads(row["counts"])})
