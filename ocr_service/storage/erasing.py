"""Steps that erase a dossier with all that was split from it, in one transaction."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from ocr_service.acting import actor
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.erasure import Tombstone
from ocr_service.storage import tables
from ocr_service.storage.columns import metadata
from ocr_service.storage.doomed import doom, owned
from ocr_service.storage.filing import delete_records
from ocr_service.storage.freshening import unsettle
from ocr_service.storage.steps import insert_all, touch
from ocr_service.storage.trail import append
from ocr_service.storage.withdrawing import told_the_portal, withdraw

DOSSIERS, SCANS, PAGES = tables.dossiers.c, tables.scans.c, tables.pages.c
COPIES = tables.signed_copies.c
EVENTS, DELIVERIES = tables.webhook_events.c, tables.webhook_deliveries.c
STAY = frozenset({"audit_entries", "tombstones", "pages"})  # pages go with their scans, and before
Counts = dict[str, int]


def erase(connection: Connection, dossier_id: str, reason: str, now: datetime) -> list[Tombstone]:
    """Of the dossier and all that was split from it; raises NotFound, Erased.

    The row of each is locked from now on: whoever works on it comes too late.
    """
    family = lock_family(connection, dossier_id)
    ids = list(family)
    stones = [tombstone(connection, it, family[it], reason, now) for it in ids]
    erase_rows(connection, ids, now)
    insert_all(connection, tables.tombstones, [row_of(stone) for stone in stones])
    append(connection, *map(deed, stones))
    return stones


def erase_rows(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    """All that is told of these dossiers; their files are doomed, the portal is told so."""
    unsettle(connection, ids)
    hashes, told = files_of(connection, ids), told_the_portal(connection, ids)
    let_go_of_batch(connection, ids)
    let_go_of_records(connection, ids)
    for table in reversed(metadata.sorted_tables):
        remove_from(connection, table, ids)
    withdraw(connection, told, now)
    forget_kills(connection, hashes)
    doom(connection, hashes, now)


def lock_family(connection: Connection, dossier_id: str) -> dict[str, str]:
    """The agency of each, by its id: parents before what was split from them, as workers lock."""
    family: dict[str, str] = {}
    left = [dossier_id]
    while left:
        here = left.pop()
        if here in family:  # whatever a row says that it is a part of
            continue
        family[here] = touch(connection, here)["agency_code"]
        parts = select(DOSSIERS.id).where(DOSSIERS.split_from == here)
        left += connection.scalars(parts.order_by(DOSSIERS.id.desc())).all()
    return family


def pages_in(ids: Sequence[str]) -> ColumnElement[bool]:
    """Of their own scans, and those that a batch has given to them."""
    scans = select(SCANS.id).where(SCANS.dossier_id.in_(ids))
    return or_(PAGES.scan_id.in_(scans), PAGES.dossier_id.in_(ids))


def batches_of(ids: Sequence[str]) -> ColumnElement[bool]:
    """Scans of others that hold pages of these."""
    holding = select(PAGES.scan_id).where(PAGES.dossier_id.in_(ids))
    return SCANS.id.in_(holding) & SCANS.dossier_id.not_in(ids)


def files_of(connection: Connection, ids: Sequence[str]) -> list[str]:
    """The hashes of scans, pictures, signed copies, and of batches that they were scanned in."""
    scans = select(SCANS.sha256).where(or_(SCANS.dossier_id.in_(ids), batches_of(ids)))
    pictures = select(PAGES.picture).where(pages_in(ids))
    copies = select(COPIES.sha256).where(COPIES.dossier_id.in_(ids))
    found = {sha256 for asked in (scans, pictures, copies) for sha256 in connection.scalars(asked)}
    return sorted(found - {""})


def let_go_of_batch(connection: Connection, ids: Sequence[str]) -> None:
    """A batch's file shows these pages too, so it goes; the other pages stay as they were read."""
    connection.execute(update(tables.scans).where(batches_of(ids)).values(sha256=""))
    connection.execute(delete(tables.pages).where(pages_in(ids)))


def let_go_of_records(connection: Connection, ids: Sequence[str]) -> None:
    """That they were used is counted on, but nothing is told of them any more."""
    told = update(tables.record_uses).where(tables.record_uses.c.source_id.in_(ids))
    connection.execute(told.values(purpose="", consent=""))
    delete_records(connection, ids)


def remove_from(connection: Connection, table: Table, ids: Sequence[str]) -> None:
    if table is tables.dossiers:
        connection.execute(delete(table).where(DOSSIERS.id.in_(ids)))
    elif table is tables.webhook_deliveries:
        told = select(EVENTS.id).where(EVENTS.dossier_id.in_(ids))
        connection.execute(delete(table).where(DELIVERIES.event_id.in_(told)))
    elif "dossier_id" in table.c and table.name not in STAY:
        connection.execute(delete(table).where(table.c.dossier_id.in_(ids)))


def forget_kills(connection: Connection, hashes: Sequence[str]) -> None:
    """Quarantine knows files by content: the content is nobody's now."""
    quarantine = tables.quarantine
    for sha256 in hashes:
        if not owned(connection, sha256):
            connection.execute(delete(quarantine).where(quarantine.c.sha256 == sha256))


def tombstone(
    connection: Connection, dossier_id: str, agency_code: str, reason: str, now: datetime
) -> Tombstone:
    def count(table: Any, condition: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(condition)) or 0

    counts = {
        "files": count(tables.scans, SCANS.dossier_id == dossier_id),
        "pages": count(tables.pages, pages_in([dossier_id])),
        "documents": count(tables.documents, tables.documents.c.dossier_id == dossier_id),
    }
    who = actor()
    return Tombstone(dossier_id, agency_code, now, reason, who.kind.value, who.id, counts)


def deed(stone: Tombstone) -> Deed:
    told: dict[str, str | int] = {**stone.counts, "reason": stone.reason}
    return Deed(Act.DOSSIER_ERASED, stone.agency_code, stone.dossier_id, remark=told)


def row_of(stone: Tombstone) -> dict[str, Any]:
    return asdict(stone) | {"counts": json.dumps(dict(stone.counts))}
