"""Steps that begin the next round of a dossier, with the files that come for it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, update

from ocr_service.domain.dossier import Scan, Status
from ocr_service.domain.work import Work
from ocr_service.storage import deeds, tables
from ocr_service.storage.looking import count_scans, last_upload
from ocr_service.storage.rows import scan_row
from ocr_service.storage.steps import add_works, insert_all, move, touch, works_to_open
from ocr_service.storage.trail import append


def hashes_of(scans: Sequence[Scan]) -> list[str]:
    return [scan.sha256 for scan in scans]


def begin_round(connection: Connection, dossier_id: str) -> RowMapping:
    """The next round of a locked dossier; a settled one goes back to received."""
    dossier = touch(connection, dossier_id)
    status = Status(dossier["status"])
    if status.settled:
        move(connection, dossier, Status.RECEIVED, complaint=None)
    row = connection.execute(
        update(tables.dossiers)
        .where(tables.dossiers.c.id == dossier_id)
        .values(round=tables.dossiers.c.round + 1)
        .returning(tables.dossiers)
    )
    return row.mappings().one()


def add_files(
    connection: Connection, dossier: RowMapping, scans: Sequence[Scan]
) -> tuple[Work, ...]:
    """One more upload of a locked dossier, in a round begun for it; its work."""
    if not scans:
        return ()
    place = count_scans(connection, dossier["id"])
    upload = last_upload(connection, dossier["id"]) + 1
    rows = [
        scan_row(replace(scan, upload=upload), dossier["id"], place + step)
        for step, scan in enumerate(scans)
    ]
    append(connection, deeds.files_added(connection, dossier, scans))
    insert_all(connection, tables.scans, rows)
    fresh = [scan.id for scan in scans if not scan.state.final]
    return add_works(connection, works_to_open(dossier, fresh))
