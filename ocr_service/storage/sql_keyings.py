"""Blind double keying in the database."""

from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import select, update

from ocr_service.domain.audit import Act
from ocr_service.domain.desk import Kind
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.keying import Keying
from ocr_service.domain.reuse import Filing
from ocr_service.domain.review import Review
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.deeds_of_desk import at_desk
from ocr_service.storage.leasing import check_free
from ocr_service.storage.rows import Row
from ocr_service.storage.sql_reviews import keep_review, untouched
from ocr_service.storage.steps import put
from ocr_service.storage.trail import append

KEYING = TypeAdapter(Keying)
KEYINGS, QUEUE = tables.keyings.c, tables.review_queue.c


class SqlKeyings:
    """A KeyingStore in the database; each call is one transaction."""

    def __init__(self, database: Database, filing: Filing) -> None:
        self._database = database
        self._filing = filing

    def of_document(self, document_id: str) -> tuple[Keying, ...]:
        asked = select(KEYINGS.content).where(KEYINGS.document_id == document_id)
        with self._database.read() as connection:
            found = connection.scalars(asked.order_by(KEYINGS.at, KEYINGS.field))
            return tuple(KEYING.validate_json(content) for content in found)

    def add(
        self, keyings: Sequence[Keying], after: Dossier, kind: Kind, review: Review | None = None
    ) -> None:
        one = keyings[0]
        with self._database.write() as connection:
            row = untouched(connection, after)
            check_free(connection, one.document_id, one.keyer_id, one.at)
            for keying in keyings:
                put(connection, tables.keyings, keying_row(keying, after.id))
            names = " ".join(keying.field for keying in keyings)
            append(connection, at_desk(Act.DOCUMENT_KEYED, after, one.document_id, fields=names))
            if review is not None:
                keep_review(connection, row, review, after, self._filing)
            its = QUEUE.document_id == one.document_id
            connection.execute(update(tables.review_queue).where(its).values(kind=kind.value))


def keying_row(keying: Keying, dossier_id: str) -> Row:
    return {
        "document_id": keying.document_id,
        "field": keying.field,
        "keyer_id": keying.keyer_id,
        "dossier_id": dossier_id,
        "at": keying.at,
        "content": KEYING.dump_json(keying).decode(),
    }
