"""Steps that several transactions share. Whoever changes a dossier locks its row first."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ocr_service.domain.dossier import Priority, ScanState, Status, check_move
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.work import Work, WorkKind
from ocr_service.logs import request_id
from ocr_service.storage import tables
from ocr_service.storage.absent import not_here
from ocr_service.storage.outbox import tell_of_dossier
from ocr_service.storage.rows import work_from, work_row

FINAL = [state.value for state in ScanState if state.final]
FREE: dict[str, Any] = {"owner": "", "lease": "", "until": None}  # held by nobody


def touch(connection: Connection, dossier_id: str) -> RowMapping:
    """Raises the version and, with it, locks the dossier's row; raises NotFound.

    Two workers that finish the last two scans at once thus come one after the other.
    """
    row = connection.execute(
        update(tables.dossiers)
        .where(tables.dossiers.c.id == dossier_id)
        .values(version=tables.dossiers.c.version + 1)
        .returning(tables.dossiers)
    )
    found = row.mappings().one_or_none()
    if found is None:
        raise not_here(connection, dossier_id)
    return found


def was_as(touched: RowMapping, version: int) -> bool:
    """Whether the dossier was of that version before it was touched."""
    return bool(touched["version"] == version + 1)


def move(connection: Connection, dossier: RowMapping, status: Status, **values: Any) -> None:
    """Moves a locked dossier to ``status``, and tells of it; raises Conflict when the contract
    forbids it.
    """
    check_move(Status(dossier["status"]), status)
    connection.execute(
        update(tables.dossiers)
        .where(tables.dossiers.c.id == dossier["id"])
        .values(status=status.value, settled_at=utc_now() if status.settled else None, **values)
    )
    tell_of_dossier(connection, dossier["id"], status)


def become(connection: Connection, dossier: RowMapping, status: Status, **values: Any) -> None:
    """A locked dossier with these values; of a status that it had before nobody is told."""
    if Status(dossier["status"]) is not status:
        move(connection, dossier, status, **values)
        return
    its = tables.dossiers.c.id == dossier["id"]
    connection.execute(update(tables.dossiers).where(its).values(values))


def add_works(connection: Connection, works: Sequence[Work]) -> tuple[Work, ...]:
    """Those of ``works`` that were not made before."""
    return tuple(work for work in works if add_work(connection, work))


def add_work(connection: Connection, work: Work) -> bool:
    """Whether it was new; the request that is being answered, or was, led to it."""
    row = {**work_row(work), "request_id": work.request_id or request_id()}
    return insert_new(connection, tables.work, row)


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether the row was new; one that is there already stays as it is."""
    statement = inserting(connection, table, row).on_conflict_do_nothing()
    return connection.scalar(statement.returning(*table.primary_key)) is not None


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """The row as it is now, whether one with its key was there or not."""
    statement = inserting(connection, table, row)
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=row)
    )


def inserting(
    connection: Connection, table: Table, row: Mapping[str, Any]
) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).values(row)
    return postgresql.insert(table).values(row)


def works_to_open(dossier: RowMapping, scan_ids: Sequence[str]) -> list[Work]:
    return [work_for(dossier, WorkKind.OPEN, scan_id) for scan_id in scan_ids]


def work_for(dossier: RowMapping, kind: WorkKind, scan_id: str = "") -> Work:
    return Work(
        new_id(),
        kind,
        dossier["id"],
        round=dossier["round"],
        priority=Priority(dossier["priority"]),
        agency_code=dossier["agency_code"],
        scan_id=scan_id,
    )


def settle_if_final(connection: Connection, dossier: RowMapping) -> tuple[Work, ...]:
    """The work to settle a locked dossier, once all its scans are final, no page to be reread."""
    scans = tables.scans
    unfinished = scans.c.state.not_in(FINAL), scans.c.aside.is_(False)
    open_scans = connection.scalar(
        select(func.count())
        .select_from(scans)
        .where(scans.c.dossier_id == dossier["id"], *unfinished)
    )
    pages = tables.pages.c
    turned = select(pages.number).where(pages.dossier_id == dossier["id"], pages.stale.is_(True))
    if open_scans or connection.scalar(turned.limit(1)):
        return ()
    return add_works(connection, [work_for(dossier, WorkKind.SETTLE)])


def insert_all(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def works_where(connection: Connection, *conditions: Any, limit: int = 1000) -> tuple[Work, ...]:
    rows = connection.execute(
        select(tables.work).where(*conditions).order_by(tables.work.c.id).limit(limit)
    )
    return tuple(work_from(row) for row in rows.mappings())
