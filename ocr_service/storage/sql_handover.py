"""Dossiers in the database that leave for another house, and those that come from one."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, or_, select

from ocr_service.domain.audit import Act, Entry, entry_from_json
from ocr_service.domain.ids import utc_now
from ocr_service.domain.package import HISTORY, own_part
from ocr_service.domain.reuse import Filed, Filing
from ocr_service.storage import FileStore, tables
from ocr_service.storage.agencies import within
from ocr_service.storage.belonging import (
    belonging,
    ids_given,
    pictures_of,
    rows_of,
    scan_rows,
)
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import PAUSE, doom, owning
from ocr_service.storage.handover import Held, Incoming, Original, Taken
from ocr_service.storage.looking import whole
from ocr_service.storage.picking import filed, parties_of
from ocr_service.storage.picking import rows_of as rows_of_records
from ocr_service.storage.sql_snapshot import told
from ocr_service.storage.taking_over import take_over
from ocr_service.storage.trail import entry_from

DOSSIERS, IMPORTS, ENTRIES = tables.dossiers.c, tables.imports.c, tables.audit_entries.c
RECORDS = tables.records.c
TOLD_PORTAL = DOSSIERS.portal_told.name  # what this house's portal was told is nobody else's


class SqlHandover:
    """A HandoverStore in the database."""

    def __init__(self, database: Database, files: FileStore, filing: Filing) -> None:
        self._database = database
        self._files = files
        self._filing = filing

    @contextmanager
    def held(self, dossier_id: str) -> Iterator[Held]:
        with self._database.snapshot() as connection:
            yield Held(
                dossier=whole(connection, dossier_id, words=False),
                originals=originals_of(connection, dossier_id),
                pictures=pictures_of(connection, dossier_id),
                records=records_of(connection, dossier_id),
                history=history_of(connection, dossier_id),
                rows=lines_of(connection, dossier_id),
            )

    def find(self, name: str, scope: str = "") -> tuple[str, ...]:
        called = or_(DOSSIERS.id == name, DOSSIERS.dossier_code == name)
        asked = select(DOSSIERS.id).where(called, *within(DOSSIERS.agency_code, scope))
        with self._database.read() as connection:
            return tuple(connection.scalars(asked.order_by(DOSSIERS.id))) if name else ()

    def package_of(self, dossier_id: str) -> str:
        with self._database.read() as connection:
            asked = select(IMPORTS.package).where(IMPORTS.dossier_id == dossier_id)
            return connection.scalar(asked) or ""

    def let_go(self, kept: Iterable[str]) -> None:
        with self._database.write() as connection:
            doom(connection, tuple(kept), utc_now() + PAUSE)

    def take_over(self, incoming: Incoming) -> Taken:
        with owning(self._database, sorted(incoming.files), self._files) as connection:
            return take_over(connection, incoming, self._filing)


def originals_of(connection: Connection, dossier_id: str) -> tuple[Original, ...]:
    rows = scan_rows(connection, dossier_id)
    return tuple(
        Original(row["position"] + 1, row["filename"], row["sha256"])
        for row in rows
        if row["sha256"]
    )


def lines_of(connection: Connection, dossier_id: str) -> Iterator[tuple[str, Iterator[str]]]:
    given = ids_given(connection, dossier_id)
    for table in belonging():
        rows = rows_of(connection, table, dossier_id)
        yield table.name, (json_line(row, given) for row in rows)


def json_line(row: dict[str, object], given: Mapping[str, str]) -> str:
    """``given``: other names for ids, wherever they stand."""
    kept = {column: told(value) for column, value in row.items() if column != TOLD_PORTAL}
    line = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    for id_, called in given.items():
        line = line.replace(id_, called)
    return line


def records_of(connection: Connection, dossier_id: str) -> dict[str, Filed]:
    standing = RECORDS.dossier_id == dossier_id, RECORDS.withdrawn_at.is_(None)
    ids = list(connection.scalars(select(RECORDS.id).where(*standing)))
    rows = rows_of_records(connection, ids)
    parties = parties_of(connection, [row["number"] for row in rows.values()])
    return {id_: filed(row, parties.get(row["number"], ())) for id_, row in rows.items()}


def history_of(connection: Connection, dossier_id: str) -> tuple[Entry, ...]:
    """As another house's trail told it, then as ours does."""
    told_there = select(IMPORTS.history).where(IMPORTS.dossier_id == dossier_id)
    carried = (connection.scalar(told_there) or "").split("\n")
    return (
        *(entry_from_json(json.loads(line)) for line in carried if line),
        *own_part(told_here(connection, dossier_id)),
    )


def told_here(connection: Connection, dossier_id: str) -> Sequence[Entry]:
    acts = [act.value for act in Act if act in HISTORY]
    ours = ENTRIES.dossier_id == dossier_id, ENTRIES.act.in_(acts)
    asked = select(tables.audit_entries).where(*ours).order_by(ENTRIES.number)
    return [entry_from(row) for row in connection.execute(asked).mappings()]
