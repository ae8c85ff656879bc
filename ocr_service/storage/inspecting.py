"""Looks at the rows that come with a package: each must be of its dossier, and readable."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Table, and_, exists, or_, select

from ocr_service.domain.desk import Kind
from ocr_service.domain.dossier import Dossier, Status
from ocr_service.domain.filename import shown_name
from ocr_service.storage import tables
from ocr_service.storage.belonging import IN_PIECES, belonging
from ocr_service.storage.edit_rows import acts_of
from ocr_service.storage.handover import Incoming
from ocr_service.storage.looking import whole
from ocr_service.storage.rows import document_from, page_from
from ocr_service.storage.sql_keyings import KEYING
from ocr_service.storage.sql_reviews import REVIEW

FINISHED = frozenset({Status.NEEDS_REVIEW, Status.ACCEPTED, Status.REJECTED})
PLACES = range(1, 1_000_000)  # within a series: the next code follows the highest
SCANS, PAGES, DOSSIERS = tables.scans.c, tables.pages.c, tables.dossiers.c
Row = dict[str, Any]
Naming = tuple[Column[Any], Column[Any]]  # the id of a paper, and of the dossier that it is of
OF_RECORDS: tuple[Naming, ...] = (
    (tables.record_uses.c.record_id, tables.record_uses.c.source_id),
    (tables.record_revocations.c.record_id, tables.record_revocations.c.dossier_id),
)


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
        if not (well_typed(row, table) and self.fits(row, table)):
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
        if table is tables.records and not (row["series"] and row["place"] in PLACES):
            return False
        of_agency = row.get("agency_code", self.incoming.agency_code)
        return bool((row["dossier_id"], of_agency) == (ours, self.incoming.agency_code))


def well_typed(row: Row, table: Table) -> bool:
    """SQLite would keep anything in any column, and no database a number without end."""
    return all(of_kind(value, table.c[name]) for name, value in row.items())


def of_kind(value: object, column: Column[Any]) -> bool:
    if type(value) is not column.type.python_type:
        return value is None and bool(column.nullable)
    bits = 63 if isinstance(column.type, BigInteger) else 31
    return not isinstance(value, int) or -1 << bits <= value < 1 << bits


def looked_through(connection: Connection, arriving: Arriving) -> Dossier:
    """The dossier as it stands now; raises ValueError for what we could not read later."""
    dossier = whole(connection, arriving.incoming.dossier_id, words=False)
    if not isinstance(dossier.metadata, dict):
        raise ValueError("metadata are no object")
    if not arriving.files - {""} <= arriving.incoming.files:
        raise ValueError("a row names a file that did not come")
    look_through_family(connection, dossier)
    look_through_names(connection, dossier.id)
    look_through_papers(connection, dossier.id)
    look_through_pages(connection, dossier.id)
    look_through_words(connection, dossier.id)
    return dossier


def look_through_family(connection: Connection, dossier: Dossier) -> None:
    """Whoever erases a batch erases its parts: all are of one agency, and none is its own part."""
    seen, above = {dossier.id}, dossier.split_from
    its = select(DOSSIERS.agency_code, DOSSIERS.split_from)
    while above:
        row = connection.execute(its.where(DOSSIERS.id == above)).one_or_none()
        if above in seen or (row and row.agency_code != dossier.agency_code):
            raise ValueError("a dossier that this one cannot be a part of")
        seen.add(above)
        above = row.split_from if row else ""
    parts = DOSSIERS.split_from == dossier.id, DOSSIERS.agency_code != dossier.agency_code
    claimed = DOSSIERS.id.in_(dossier.split_into), DOSSIERS.split_from != dossier.id
    if connection.scalar(select(exists().where(or_(and_(*parts), and_(*claimed))))):
        raise ValueError("a dossier that is no part of this one")


def look_through_names(connection: Connection, dossier_id: str) -> None:
    """Rows name their papers by id alone: by none that is another dossier's, on either side."""
    for named, of in naming():
        for owners in (tables.documents.c, tables.records.c):
            strange = select(owners.id).where(owners.id == named, owners.dossier_id != of)
            for whose in (named.table.c.dossier_id, of, owners.dossier_id):
                if connection.scalar(strange.where(whose == dossier_id).limit(1)):
                    raise ValueError(f"{named} of another dossier")
    own = select(tables.records.c.id).where(tables.records.c.dossier_id == dossier_id)
    for named, of in OF_RECORDS:
        if connection.scalar(select(named).where(of == dossier_id, named.not_in(own)).limit(1)):
            raise ValueError(f"{named} is no record of this dossier")


def naming() -> Iterator[Naming]:
    """The register of tables tells, so that a new one is looked at as well."""
    yield from OF_RECORDS
    yield tables.records.c.id, tables.records.c.dossier_id
    for table in belonging():
        if "document_id" in table.c:
            yield table.c.document_id, table.c.dossier_id


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
