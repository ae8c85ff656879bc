"""Appends to the audit trail, in the transaction of the change that an entry tells of.

What is appended is collected, and numbered and chained just before the commit: so the lock under
which only one may do that is held for a moment, and whoever holds it waits for no other lock.
"""

import json
from dataclasses import fields
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, text

from ocr_service.acting import actor
from ocr_service.domain.audit import GENESIS, Deed, Entry, canonical, chained
from ocr_service.domain.ids import utc_now
from ocr_service.logs import request_id
from ocr_service.storage import tables
from ocr_service.storage.agencies import note_agency

PENDING, SYNCED = "trail", "synced"
LOCK = 0x747261696C  # PostgreSQL's advisory lock for this; on SQLite the writer's pen is the lock
ENTRIES = tables.audit_entries.c
ALONE = text("select pg_advisory_xact_lock(:lock)")
ALONE_UNSYNCED = text(
    "select pg_advisory_xact_lock(:lock), set_config('synchronous_commit', 'off', true)"
)
NAMES = [it.name for it in fields(Entry)]
NEWEST = select(ENTRIES.number, ENTRIES.hash).order_by(ENTRIES.number.desc()).limit(1)


def append(connection: Connection, *deeds: Deed) -> None:
    """These were done by whoever acts now, if the transaction (``Database.write``) commits."""
    pending: list[Entry] = connection.get_execution_options()[PENDING]
    pending += [Entry.of(deed, actor(), request_id()) for deed in deeds]


def write_down(connection: Connection, key: bytes) -> None:
    """Chains all that was appended; nothing but the commit may follow."""
    pending: list[Entry] = connection.get_execution_options()[PENDING]
    if not pending:
        return
    for agency_code in sorted({entry.agency_code for entry in pending}):
        note_agency(connection, agency_code)  # so that those above it find the entry
    if connection.dialect.name != "sqlite":
        synced = connection.get_execution_options()[SYNCED]
        connection.execute(ALONE if synced else ALONE_UNSYNCED, {"lock": LOCK})
    before = connection.execute(NEWEST).one_or_none()
    number, previous = (before.number, before.hash) if before else (0, GENESIS)
    now = utc_now().astimezone(UTC).isoformat(timespec="microseconds")
    linked = chained(pending, number, previous, now, key)
    connection.execute(insert(tables.audit_entries), [entry_row(entry) for entry in linked])


def entry_row(entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in NAMES}
    return row | {"remark": canonical(entry.remark).decode()}


def entry_from(row: RowMapping) -> Entry:
    """As it is kept, whatever somebody has made of it: only the chain tells right from wrong."""
    try:
        return Entry(**{**row, "remark": json.loads(row["remark"])})
    except ValueError:
        return Entry(**row)
