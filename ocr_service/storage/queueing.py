"""Steps that keep the queue in step with the documents, in the transaction that changes them.

A document waits while it needs review, or while it is a sample that nobody has looked at.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from ocr_service.domain.desk import Kind, rank_of
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier
from ocr_service.storage import tables
from ocr_service.storage.rows import Row
from ocr_service.storage.steps import inserting

QUEUE = tables.review_queue.c


def queue_anew(connection: Connection, settled: Dossier, samples: Collection[str]) -> None:
    """The documents of a dossier just settled; who is no longer among them waits no longer."""
    waiting = {at: it for at, it in enumerate(settled.documents) if waits(it, samples)}
    gone = QUEUE.document_id.not_in([paper.id for paper in waiting.values()])
    of_dossier = QUEUE.dossier_id == settled.id
    connection.execute(delete(tables.review_queue).where(of_dossier, gone))
    for at, paper in waiting.items():
        enqueue(connection, paper, settled, at)


def queue_again(connection: Connection, document: Document, of: Dossier, at: int) -> None:
    """A document that a person has just said something of: it waits as a sample no longer."""
    if waits(document, ()):
        enqueue(connection, document, of, at)
        return
    its = QUEUE.document_id == document.id
    connection.execute(delete(tables.review_queue).where(its))


def leave_queue(connection: Connection, dossier_id: str) -> None:
    """Of a dossier that has failed nothing waits for a person, until it is read again."""
    connection.execute(delete(tables.review_queue).where(QUEUE.dossier_id == dossier_id))


def waits(document: Document, samples: Collection[str]) -> bool:
    if document.status is DocumentStatus.ACCEPTED:
        return document.id in samples
    return document.status is DocumentStatus.NEEDS_REVIEW


def enqueue(connection: Connection, document: Document, of: Dossier, at: int) -> None:
    """Puts it in its place; that it was put off, or waits for a second person, stays so."""
    row = queue_row(document, of, kind_of(connection, document)) | {"position": at}
    statement = inserting(connection, tables.review_queue, row)
    its_key = [QUEUE.document_id]
    connection.execute(statement.on_conflict_do_update(index_elements=its_key, set_=row))


def kind_of(connection: Connection, document: Document) -> Kind:
    if document.status is DocumentStatus.ACCEPTED:
        return Kind.SAMPLE
    held = select(QUEUE.kind).where(QUEUE.document_id == document.id)
    second = connection.scalar(held) == Kind.SECOND_KEYING
    return Kind.SECOND_KEYING if second else Kind.DOUBT


def queue_row(document: Document, of: Dossier, kind: Kind) -> Row:
    """All but what is set by people at the desk."""
    return {
        "document_id": document.id,
        "dossier_id": of.id,
        "kind": kind.value,
        "rank": rank_of(of.priority, kind),
        "received_at": of.received_at,
        "agency_code": of.agency_code,
        "procedure_code": of.procedure_code,
        "document_type": document.document_type,
        "title": document.title,
        "doubts": len(document.record.doubts),
    }
