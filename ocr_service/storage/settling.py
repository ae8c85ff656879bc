"""Steps by which a dossier settles, and a batch becomes several. Its row is locked before."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update

from ocr_service.domain.batch import Part
from ocr_service.domain.dossier import DocumentStatus, Dossier, Priority, Status
from ocr_service.domain.ids import derived_id
from ocr_service.domain.page import Page
from ocr_service.domain.reuse import Filing
from ocr_service.domain.webhook import News
from ocr_service.domain.work import Work, WorkKind
from ocr_service.storage import deeds, tables
from ocr_service.storage.filing import file_all
from ocr_service.storage.outbox import tell
from ocr_service.storage.queueing import queue_anew
from ocr_service.storage.rows import DOUBTS, document_row, dossier_row, doubts_text, missing_text
from ocr_service.storage.sampling import sample_anew
from ocr_service.storage.steps import add_works, insert_all, insert_new, move, touch, work_for
from ocr_service.storage.trail import append

PAGES = tables.pages.c
Place = tuple[str, int]


def keep_settled(
    connection: Connection,
    settled: Dossier,
    parts: Sequence[Part],
    filing: Filing,
    sample_share: float,
) -> None:
    """Replaces what was understood of a locked dossier whole; a sheet may have brought codes."""
    told = {
        "dossier_code": settled.dossier_code,
        "procedure_code": settled.procedure_code,
        "missing": missing_text(settled.missing),
        "doubts": doubts_text(settled.doubts),
        "split_into": missing_text([part_id(settled.id, part) for part in parts]),
    }
    connection.execute(
        update(tables.dossiers).where(tables.dossiers.c.id == settled.id).values(told)
    )
    replace_documents(connection, settled)
    file_all(connection, settled, settled.documents, filing)
    queue_anew(connection, settled, sample_anew(connection, settled, sample_share))
    set_in_order(connection, settled.id, settled.pages)


def set_in_order(connection: Connection, dossier_id: str, pages: Sequence[Page]) -> None:
    """These are the dossier's, in this order; a page that was replaced loses its place."""
    connection.execute(
        update(tables.pages).where(PAGES.dossier_id == dossier_id).values(place=None)
    )
    give_pages(connection, dossier_id, pages)


def replace_documents(connection: Connection, settled: Dossier) -> None:
    """Tells of those that are new, or not as they were in the round before."""
    documents = tables.documents
    held = select(documents.c.id, documents.c.content).where(documents.c.dossier_id == settled.id)
    held = held.order_by(documents.c.position)
    before = {row.id: row.content for row in connection.execute(held)}
    connection.execute(delete(documents).where(documents.c.dossier_id == settled.id))
    rows = [document_row(paper, settled.id, at) for at, paper in enumerate(settled.documents)]
    insert_all(connection, documents, rows)
    news = [
        News.of_document(row["id"], row["document_type"], DocumentStatus(row["status"]))
        for row in rows
        if before.get(row["id"]) != row["content"]
    ]
    tell(connection, settled.id, news)
    append(connection, *deeds.settled_as(settled, before, rows))


def part_id(dossier_id: str, part: Part) -> str:
    """Always the same for the same part of the same dossier, however often it is settled."""
    return derived_id(dossier_id, f"dossier/{part.begins}")


def give_pages(
    connection: Connection, dossier_id: str, pages: Sequence[Page], given: bool = False
) -> None:
    """Says that these pages are the dossier's, in this order; ``given`` by a batch."""
    rows = [
        {
            "of_scan": page.scan,
            "at": page.file_page,
            "owner": dossier_id,
            "put": place,
            "said": place if given else page.told_blank,
        }
        for place, page in enumerate(pages, start=1)
    ]
    values: dict[str, Any] = {"dossier_id": bindparam("owner"), "place": bindparam("put")}
    values["given_place" if given else "told_blank"] = bindparam("said")
    if rows:
        connection.execute(
            update(tables.pages)
            .where(PAGES.scan_id == bindparam("of_scan"), PAGES.number == bindparam("at"))
            .values(values),
            rows,
        )


def make_dossier(connection: Connection, parent: RowMapping, part: Part) -> tuple[Work, ...]:
    """The part as a dossier; the work to settle it, unless it stands as it was before."""
    dossier_id = part_id(parent["id"], part)
    whole = _dossier(dossier_id, parent, part)
    fresh = insert_new(connection, tables.dossiers, dossier_row(whole))
    if fresh:
        append(connection, deeds.received(whole))
    row = touch(connection, dossier_id)
    held = _pages_held(connection, dossier_id, parent["id"])
    same = held == [(page.scan, page.file_page) for page in part.pages]
    if not fresh and same and set(part.doubts) <= set(DOUBTS.validate_json(row["doubts"])):
        return ()
    give_pages(connection, dossier_id, part.pages, given=True)
    if not fresh:
        if Status(row["status"]) is Status.REJECTED:
            return ()  # a person has judged it
        row = _again(connection, row, part)
    return add_works(connection, [work_for(row, WorkKind.SETTLE)])


def _dossier(dossier_id: str, parent: RowMapping, part: Part) -> Dossier:
    return Dossier(
        dossier_id,
        received_at=parent["received_at"],
        dossier_code=part.dossier_code,
        procedure_code=part.procedure_code,
        agency_code=parent["agency_code"],
        competent_agency_code=parent["competent_agency_code"],
        priority=Priority(parent["priority"]),
        metadata=json.loads(parent["metadata"]),
        doubts=part.doubts,
        split_from=parent["id"],
    )


def _pages_held(connection: Connection, dossier_id: str, parent_id: str) -> list[Place]:
    """Which pages of its parent's scans it has now, in order."""
    scans = tables.scans
    rows = connection.execute(
        select(PAGES.scan_id, PAGES.number)
        .join(scans, scans.c.id == PAGES.scan_id)
        .where(scans.c.dossier_id == parent_id, PAGES.dossier_id == dossier_id)
        .order_by(PAGES.given_place)
    )
    return [(row.scan_id, row.number) for row in rows]


def _again(connection: Connection, row: RowMapping, part: Part) -> RowMapping:
    """The next round of a part that has grown or shrunk."""
    if Status(row["status"]).settled:
        move(connection, row, Status.RECEIVED, complaint=None)
    found = connection.execute(
        update(tables.dossiers)
        .where(tables.dossiers.c.id == row["id"])
        .values(round=tables.dossiers.c.round + 1, doubts=doubts_text(part.doubts))
        .returning(tables.dossiers)
    )
    return found.mappings().one()
