"""Steps that look dossiers up, whole or in part."""

from dataclasses import replace

from sqlalchemy import Connection, RowMapping, func, select

from ocr_service.domain.dossier import Document, Dossier, Scan, ScanState
from ocr_service.storage import SameFile, tables
from ocr_service.storage.absent import not_here
from ocr_service.storage.agencies import within
from ocr_service.storage.pages import pages_of, sources_of
from ocr_service.storage.rows import document_from, dossier_from, scan_from

MOST_SAME = 5


def whole(connection: Connection, dossier_id: str, words: bool = True) -> Dossier:
    return replace(
        head_of(connection, dossier_id),
        pages=pages_of(connection, dossier_id, words),
        documents=documents_of(connection, dossier_id),
    )


def head_of(connection: Connection, dossier_id: str) -> Dossier:
    return from_row(connection, header(connection, dossier_id))


def from_row(connection: Connection, row: RowMapping) -> Dossier:
    sources = sources_of(connection, row["id"], row["split_from"]) if row["split_from"] else ()
    return dossier_from(row, scans_of(connection, row["id"]), sources)


def header(connection: Connection, dossier_id: str) -> RowMapping:
    rows = connection.execute(select(tables.dossiers).where(tables.dossiers.c.id == dossier_id))
    row = rows.mappings().one_or_none()
    if row is None:
        raise not_here(connection, dossier_id)
    return row


def scans_of(connection: Connection, dossier_id: str) -> tuple[Scan, ...]:
    """Without those that people have taken away."""
    scans = tables.scans
    rows = connection.execute(
        select(scans)
        .where(scans.c.dossier_id == dossier_id, scans.c.aside.is_(False))
        .order_by(scans.c.position)
    )
    return tuple(scan_from(row) for row in rows.mappings())


def documents_of(connection: Connection, dossier_id: str) -> tuple[Document, ...]:
    documents = tables.documents
    rows = connection.execute(
        select(documents).where(documents.c.dossier_id == dossier_id).order_by(documents.c.position)
    )
    return tuple(document_from(row) for row in rows.mappings())


def count_scans(connection: Connection, dossier_id: str) -> int:
    scans = tables.scans
    return (
        connection.scalar(
            select(func.count()).select_from(scans).where(scans.c.dossier_id == dossier_id)
        )
        or 0
    )


def last_upload(connection: Connection, dossier_id: str) -> int:
    scans = tables.scans
    asked = select(func.max(scans.c.upload)).where(scans.c.dossier_id == dossier_id)
    return connection.scalar(asked) or 0


def failed_scans(connection: Connection, dossier_id: str) -> list[str]:
    scans = tables.scans
    failed = select(scans.c.id).where(
        scans.c.dossier_id == dossier_id,
        scans.c.state == ScanState.FAILED.value,
        scans.c.aside.is_(False),
    )
    return list(connection.scalars(failed.order_by(scans.c.position)))


def holding(connection: Connection, sha256: str, scope: str) -> tuple[SameFile, ...]:
    """The newest few dossiers of the agency ``scope``, and of those below, that hold the file."""
    scans, dossiers = tables.scans, tables.dossiers
    columns = dossiers.c.id, dossiers.c.dossier_code, scans.c.filename, dossiers.c.received_at
    asked = (
        select(*columns)
        .join(scans, scans.c.dossier_id == dossiers.c.id)
        .where(
            scans.c.sha256 == sha256,
            scans.c.aside.is_(False),
            *within(dossiers.c.agency_code, scope),
        )
        .order_by(dossiers.c.id.desc())
        .limit(MOST_SAME)
    )
    return tuple(SameFile(*row) for row in connection.execute(asked))
