"""What goes on in the house just now, counted cheaply: what an administrator keeps an eye on."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, select, text

from ocr_service.domain.ids import made_at
from ocr_service.domain.webhook import Kind
from ocr_service.domain.work import WorkKind, WorkState
from ocr_service.storage import tables
from ocr_service.storage.agencies import within
from ocr_service.storage.failing import failed_dossiers, failed_files, settled_since
from ocr_service.storage.figures import Office, Room, Waiting

WORK, SCANS, WEBHOOKS = tables.work.c, tables.scans.c, tables.webhooks.c
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OPEN = (WorkState.WAITING.value, WorkState.RUNNING.value)
SIZE_OF_SQLITE = text("select page_count * page_size from pragma_page_count, pragma_page_size")
SIZE_OF_POSTGRESQL = text("select pg_database_size(current_database())")


def office(connection: Connection, now: datetime, scope: str) -> Office:
    settled, pages = settled_since(connection, now - MINUTE, scope)
    hour, _ = settled_since(connection, now - HOUR, scope)
    return Office(
        work=open_work(connection, scope),
        settled=settled,
        pages=pages,
        settled_hour=hour,
        failed_dossiers=failed_dossiers(connection, scope),
        failed_files=failed_files(connection, scope),
        failing=failing_webhooks(connection, scope),
    )


def open_work(connection: Connection, scope: str) -> dict[str, Waiting]:
    """Ids sort by age, and tell it; the index of states is all that is gone through."""
    held = WORK.state == WorkState.RUNNING.value
    rows = connection.execute(
        select(
            WORK.kind,
            func.sum(case((held, 0), else_=1)),
            func.sum(case((held, 1), else_=0)),
            func.min(case((held, None), else_=WORK.id)),
        )
        .where(WORK.state.in_(OPEN), *within(WORK.agency_code, scope))
        .group_by(WORK.kind)
    )
    found = {
        kind: Waiting(int(waiting), int(running), made_at(oldest) if oldest else None)
        for kind, waiting, running, oldest in rows
    }
    return {kind.value: found.get(kind.value, Waiting()) for kind in WorkKind}


def failing_webhooks(connection: Connection, scope: str) -> int:
    off = WEBHOOKS.disabled_at.is_not(None) & (WEBHOOKS.kind == Kind.WEBHOOK.value)
    trouble = WEBHOOKS.failing_since.is_not(None) | off  # a portal is off by choice
    counted = select(func.count()).select_from(tables.webhooks).where(trouble)
    return connection.scalar(counted.where(*within(WEBHOOKS.agency_code, scope))) or 0


def room(connection: Connection) -> Room:
    files, its_bytes = connection.execute(select(func.count(), func.sum(SCANS.size))).one()
    return Room(database_bytes(connection), int(files), int(its_bytes or 0))


def database_bytes(connection: Connection) -> int:
    sqlite = connection.dialect.name == "sqlite"
    return int(connection.scalar(SIZE_OF_SQLITE if sqlite else SIZE_OF_POSTGRESQL) or 0)
