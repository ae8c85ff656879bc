"""Steps by which documents that nothing speaks against are sampled, and what people find counted.

A sample is straight-through: accepted by the machine, with no word of any person. It is chosen
when its dossier settles, and measured by the review that ends it.
"""

import json
from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, delete, exists, select, update

from ocr_service.domain.audit import Act
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier
from ocr_service.domain.ids import utc_now
from ocr_service.domain.review import Review, Verdict
from ocr_service.domain.sampling import chosen
from ocr_service.storage import tables
from ocr_service.storage.deeds_of_desk import at_desk
from ocr_service.storage.steps import insert_all
from ocr_service.storage.trail import append

SAMPLES, REVIEWS = tables.samples.c, tables.reviews.c


def sample_anew(connection: Connection, settled: Dossier, share: float) -> set[str]:
    """The documents of a dossier just settled that wait as samples."""
    straight = straight_through(connection, settled)
    drop_others(connection, settled.id, straight)
    held = select(SAMPLES.document_id, SAMPLES.looked_at).where(SAMPLES.dossier_id == settled.id)
    known = {row.document_id: row.looked_at for row in connection.execute(held)}
    new = [it for it in straight.values() if it.id not in known and chosen(it.id, share)]
    insert_all(connection, tables.samples, [sample_row(paper, settled) for paper in new])
    append(connection, *[at_desk(Act.DOCUMENT_SAMPLED, settled, paper.id) for paper in new])
    waiting = {document_id for document_id, looked_at in known.items() if looked_at is None}
    return (waiting & set(straight)) | {paper.id for paper in new}


def straight_through(connection: Connection, settled: Dossier) -> dict[str, Document]:
    of_dossier = select(REVIEWS.document_id).where(REVIEWS.dossier_id == settled.id)
    spoken_of = set(connection.scalars(of_dossier))
    return {
        paper.id: paper
        for paper in settled.documents
        if paper.status is DocumentStatus.ACCEPTED and paper.id not in spoken_of
    }


def drop_others(connection: Connection, dossier_id: str, straight: Collection[str]) -> None:
    """Nobody has said a word of them, and the machine itself now doubts or does not know them."""
    connection.execute(
        delete(tables.samples).where(
            SAMPLES.dossier_id == dossier_id,
            SAMPLES.document_id.not_in(straight),
            ~exists().where(REVIEWS.document_id == SAMPLES.document_id),
        )
    )


def measure(connection: Connection, review: Review, before: Document) -> None:
    """Counts what a person found in a sample that is still to be measured, if this is one."""
    its = SAMPLES.document_id == review.document_id, SAMPLES.looked_at.is_(None)
    row = connection.execute(select(tables.samples).where(*its)).mappings().one_or_none()
    if row is None:
        return
    connection.execute(update(tables.samples).where(*its).values(found(row, review, before)))


def found(row: RowMapping, review: Review, before: Document) -> dict[str, object]:
    names = {field.name for field in before.record.fields}
    another = review.document_type not in ("", before.document_type)
    wrong = set(json.loads(row["wrong"])) | (names if another else wrong_in(review, before))
    told: dict[str, object] = {"wrong": json.dumps(sorted(wrong))}
    if review.verdict is Verdict.OPEN:
        return told
    return told | {
        "looked_at": review.at,
        "fields": len(names | wrong),
        "fields_wrong": len(wrong),
        "record_wrong": int(bool(wrong) or review.verdict is Verdict.REJECTED),
    }


def wrong_in(review: Review, before: Document) -> set[str]:
    """The names of fields that the machine read otherwise, or not at all."""
    read = {field.name: field.value for field in before.record.fields}
    return {it.field for it in review.answers if read.get(it.field) != it.value}


def sample_row(document: Document, of: Dossier) -> dict[str, object]:
    return {
        "document_id": document.id,
        "dossier_id": of.id,
        "agency_code": of.agency_code,
        "document_type": document.document_type,
        "chosen_at": utc_now(),
    }
