"""Steps that make the index of records anew, in portions, whenever the schemas say otherwise."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from ocr_service.domain.dossier import DocumentStatus
from ocr_service.domain.reuse import Filing
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.filing import file_one
from ocr_service.storage.rows import document_from, dossier_from
from ocr_service.storage.steps import put

INDEX = tables.record_index.c
DOCUMENTS, DOSSIERS = tables.documents.c, tables.dossiers.c


def refile(database: Database, filing: Filing, limit: int, now: datetime) -> int:
    """How many accepted documents were looked at; 0 once all are filed by this edition.

    Each in a transaction of its own: who held many dossiers and series could wait in a ring.
    """
    with database.read() as connection:
        asked = select(tables.record_index).where(INDEX.edition == filing.edition)
        known = connection.execute(asked).mappings().one_or_none()
        last = known["reached"] if known is not None else ""
        ids = due(connection, last, limit)
    if known is not None and known["done_at"]:
        return 0
    for document_id in ids:
        with database.write() as connection:
            file_again(connection, document_id, filing)
    with database.write() as connection:
        row = {
            "edition": filing.edition,
            "reached": ids[-1] if ids else last,
            "done_at": None if ids else now,
        }
        put(connection, tables.record_index, row)
        if not ids:
            connection.execute(delete(tables.record_index).where(INDEX.edition != filing.edition))
    return len(ids)


def due(connection: Connection, last: str, limit: int) -> list[str]:
    accepted = DOCUMENTS.status == DocumentStatus.ACCEPTED.value
    asked = select(DOCUMENTS.id).where(accepted, DOCUMENTS.id > last)
    return list(connection.scalars(asked.order_by(DOCUMENTS.id).limit(limit)))


def file_again(connection: Connection, document_id: str, filing: Filing) -> None:
    """As the document stands now: its dossier is locked as by whoever changes it."""
    of = select(DOCUMENTS.dossier_id).where(DOCUMENTS.id == document_id).scalar_subquery()
    dossier = select(tables.dossiers).where(DOSSIERS.id == of).with_for_update()
    row = connection.execute(dossier).mappings().one_or_none()
    held = select(DOCUMENTS.content).where(DOCUMENTS.id == document_id)
    content = connection.execute(held).mappings().one_or_none()
    if row is not None and content is not None:
        since = row["settled_at"] or row["received_at"]
        file_one(connection, dossier_from(row, ()), document_from(content), filing, since)
