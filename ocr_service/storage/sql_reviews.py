"""Reviews in the database."""

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update

from ocr_service.domain.audit import Act, Deed, digest
from ocr_service.domain.desk import Kind
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.errors import NotFound, Overtaken
from ocr_service.domain.reuse import Filing
from ocr_service.domain.review import Review, Verdict
from ocr_service.domain.webhook import News
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.filing import file_one
from ocr_service.storage.leasing import check_free, let_go
from ocr_service.storage.outbox import tell
from ocr_service.storage.queueing import queue_again
from ocr_service.storage.rows import DOCUMENT, document_row, missing_text
from ocr_service.storage.sampling import measure
from ocr_service.storage.steps import become, touch, was_as
from ocr_service.storage.trail import append

REVIEW = TypeAdapter(Review)
REVIEWS = tables.reviews.c
DOCUMENTS = tables.documents.c


class SqlReviews:
    """A ReviewStore in the database; each call is one transaction."""

    def __init__(self, database: Database, filing: Filing) -> None:
        self._database = database
        self._filing = filing

    def add(self, review: Review, after: Dossier) -> None:
        with self._database.write() as connection:
            row = untouched(connection, after)
            check_free(connection, review.document_id, review.reviewer_id, review.at)
            if review.document_type:
                forget_keyings(connection, review.document_id)
            keep_review(connection, row, review, after, self._filing)

    def of_document(self, document_id: str) -> tuple[Review, ...]:
        return self._where(REVIEWS.document_id == document_id)

    def of_dossier(self, dossier_id: str) -> tuple[Review, ...]:
        return self._where(REVIEWS.dossier_id == dossier_id)

    def _where(self, condition: ColumnElement[bool]) -> tuple[Review, ...]:
        asked = select(REVIEWS.content).where(condition).order_by(REVIEWS.place)
        with self._database.read() as connection:
            return tuple(REVIEW.validate_json(content) for content in connection.scalars(asked))


def forget_keyings(connection: Connection, document_id: str) -> None:
    """What was keyed went with the type it was keyed for: it is to be keyed anew."""
    keyed, waits = tables.keyings.c.document_id, tables.review_queue.c.document_id
    connection.execute(delete(tables.keyings).where(keyed == document_id))
    again = {"kind": Kind.DOUBT.value}
    connection.execute(update(tables.review_queue).where(waits == document_id).values(again))


def untouched(connection: Connection, after: Dossier) -> RowMapping:
    """Locks the dossier's row; raises Overtaken when it is no longer as in ``after``."""
    row = touch(connection, after.id)
    if not was_as(row, after.version):
        raise Overtaken(f"dossier {after.id} has changed")
    return row


def keep_review(
    connection: Connection, row: RowMapping, review: Review, after: Dossier, filing: Filing
) -> None:
    older = REVIEWS.dossier_id == review.dossier_id
    place = select(func.coalesce(func.max(REVIEWS.place), 0) + 1).where(older).scalar_subquery()
    connection.execute(insert(tables.reviews).values({**review_row(review), "place": place}))
    file_one(connection, after, keep_document(connection, review, after), filing)
    become(connection, row, after.status, missing=missing_text(after.missing))
    if review.verdict is not Verdict.OPEN:
        let_go(connection, review.document_id, review.reviewer_id)


def keep_document(connection: Connection, review: Review, after: Dossier) -> Document:
    document = after.document(review.document_id)
    held = select(DOCUMENTS.content, DOCUMENTS.position).where(DOCUMENTS.id == document.id)
    before = connection.execute(held).one_or_none()
    if before is None:
        raise NotFound(f"no document {document.id}")
    row = document_row(document, after.id, before.position)
    connection.execute(update(tables.documents).where(DOCUMENTS.id == document.id).values(row))
    measure(connection, review, DOCUMENT.validate_json(before.content))
    queue_again(connection, document, after, before.position)
    append(connection, deed(review, document, after, before.content, row["content"]))
    news = News.of_document(document.id, document.document_type, document.status)
    tell(connection, after.id, [news])
    return document


def deed(review: Review, document: Document, of: Dossier, before: str, after: str) -> Deed:
    return Deed(
        Act.DOCUMENT_REVIEWED,
        of.agency_code,
        of.id,
        document.id,
        subject=review.id,
        before=digest(before),
        after=digest(after),
        remark={
            "verdict": review.verdict.value,
            "fields": " ".join(answer.field for answer in review.answers),
            "document_type": document.document_type,
        },
    )


def review_row(review: Review) -> dict[str, object]:
    return {
        "id": review.id,
        "dossier_id": review.dossier_id,
        "document_id": review.document_id,
        "at": review.at,
        "reviewer_id": review.reviewer_id,
        "verdict": review.verdict.value,
        "content": REVIEW.dump_json(review).decode(),
    }
