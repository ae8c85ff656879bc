"""Looks at the rows that come with a package: each must be of its dossier, and readable."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, select

from ocr_service.domain.desk import Kind
from ocr_service.domain.dossier import Dossier, Status
from ocr_service.domain.filename import shown_name
from ocr_service.storage import tables
from ocr_service.storage.belonging import IN_PIECES
from ocr_service.storage.edit_rows import acts_of
from ocr_service.storage.handover import Incoming
from ocr_service.storage.looking import whole
from ocr_service.storage.rows import document_from, page_from
from ocr_service.storage.sql_keyings import KEYING
from ocr_service.storage.sql_reviews import REVIEW

FINISHED = frozenset({Status.NEEDS_REVIEW, Status.ACCEPTED, Status.REJECTED})
SCANS, PAGES = tables.scans.c, tables.pages.c
Row = dict[str, Any]


@dataclass
class Arriving:
    """What is being put in; its own ``scans`` and ``records``: the only ones its rows may name."""

    incoming: Incoming
    scans: set[str] = field(default_factory=set)
    records: set[int] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    renamed: int = 0

    def look_at(self, row: Row, table: Table) -> None:
        """Raises ValueError for a row of any other dossier; remembers what this one brings."""
        if not self.fits(row, table):
            raise ValueError(table.name)
        if table is tables.dossiers:
            row["portal_told"] = False  # by this house
        elif table is tables.scans:
            row["filename"] = shown_name(row["filename"])
            self.scans.add(row["id"])
            self.files.add(row["sha256"])
        elif table is tables.pages:
            self.files.add(row["picture"])
        elif table is tables.records:
            self.records.add(row["number"])

    def fits(self, row: Row, table: Table) -> bool:
        ours = self.incoming.dossier_id
        if table is tables.dossiers:
            whose = row["id"], row["agency_code"]
            return whose == (ours, self.incoming.agency_code) and Status(row["status"]) in FINISHED
        if table is tables.pages:
            return row["scan_id"] in self.scans and row["dossier_id"] in ("", ours)
        if table is tables.record_uses:
            return ours in (row["dossier_id"], row["source_id"])
        if table is tables.record_parties and row["record_number"] not in self.records:
            return False
        return bool(row["dossier_id"] == ours)


def looked_through(connection: Connection, arriving: Arriving) -> Dossier:
    """The dossier as it stands now; raises ValueError for what we could not read later."""
    dossier = whole(connection, arriving.incoming.dossier_id, words=False)
    if not isinstance(dossier.metadata, dict):
        raise ValueError("metadata are no object")
    if not arriving.files - {""} <= arriving.incoming.files:
        raise ValueError("a row names a file that did not come")
    look_through_papers(connection, dossier.id)
    look_through_pages(connection, dossier.id)
    look_through_words(connection, dossier.id)
    look_through_revocations(connection, dossier.id)
    return dossier


def look_through_papers(connection: Connection, dossier_id: str) -> None:
    asked = select(tables.documents).where(tables.documents.c.dossier_id == dossier_id)
    for row in connection.execute(asked).mappings():
        paper = document_from(row)
        same = paper.id, paper.document_type, paper.status.value
        if same != (row["id"], row["document_type"], row["status"]):
            raise ValueError("a document is not what its row says")


def look_through_pages(connection: Connection, dossier_id: str) -> None:
    """Some at a time, for their words are many."""
    its = select(SCANS.id).where(SCANS.dossier_id == dossier_id)
    asked = select(tables.pages).where(PAGES.scan_id.in_(its))
    for row in connection.execute(asked, execution_options=IN_PIECES).mappings():
        if page_from(row).picture != row["picture"]:
            raise ValueError("a page is not what its row says")


def look_through_words(connection: Connection, dossier_id: str) -> None:
    """What people did, said and keyed, and what waits for them."""
    acts_of(connection, dossier_id)
    for table, shape in ((tables.reviews, REVIEW), (tables.keyings, KEYING)):
        said = select(table.c.content).where(table.c.dossier_id == dossier_id)
        for content in connection.scalars(said):
            shape.validate_json(content)
    queue = tables.review_queue.c
    for kind in connection.scalars(select(queue.kind).where(queue.dossier_id == dossier_id)):
        Kind(kind)


def look_through_revocations(connection: Connection, dossier_id: str) -> None:
    """Else a package could take the force from another dossier's paper."""
    revoked, records = tables.record_revocations.c, tables.records.c
    own = select(records.id).where(records.dossier_id == dossier_id)
    strange = revoked.dossier_id == dossier_id, revoked.record_id.not_in(own)
    if connection.scalar(select(revoked.record_id).where(*strange).limit(1)):
        raise ValueError("a revocation is of another dossier's record")
