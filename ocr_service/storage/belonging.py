"""Which rows are one dossier's: the register of tables tells, so that a new table comes along.

A part of a batch, or the batch itself, shares files with others: such a file stays behind (its row
goes without the hash), and the pages that are the dossier's go as they were read. The row of a file
that is the batch's gets an id of its own in each part: two of them may go to the same house.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, Table, and_, or_, select

from ocr_service.domain.ids import derived_id
from ocr_service.storage import tables
from ocr_service.storage.columns import metadata

# What is going on rather than what is kept, what is told elsewhere, and what is this house's own.
STAYS = frozenset(
    {
        "work",
        "promises",
        "leases",
        "glances",
        "webhook_events",
        "audit_entries",
        "tombstones",
        "imports",
        "signed_copies",  # by this house's key; what is handed over is the unsigned file
        "record_handouts",
        "report_facts",  # made anew from what was brought
    }
)
SCANS, PAGES, USES = tables.scans.c, tables.pages.c, tables.record_uses.c
Row = dict[str, Any]
AT_A_TIME = 100
IN_PIECES = {"yield_per": AT_A_TIME}


def belonging() -> list[Table]:
    """Those that others name come first."""
    return [
        table
        for table in metadata.sorted_tables
        if table is tables.dossiers or ("dossier_id" in table.c and table.name not in STAYS)
    ]


def rows_of(connection: Connection, table: Table, dossier_id: str) -> Iterator[Row]:
    """In the order of their keys, pages in that of their files: the same on every database."""
    if table is tables.scans:
        yield from scan_rows(connection, dossier_id)
        return
    of_it = select(table).where(its(table, dossier_id))
    asked = [in_order(connection, of_it, table)]
    if table is tables.pages:
        files = [row["id"] for row in scan_rows(connection, dossier_id)]
        asked = [of_it.where(PAGES.scan_id == it).order_by(PAGES.number) for it in files]
    for one in asked:
        yield from map(dict, connection.execute(one, execution_options=IN_PIECES).mappings())


def its(table: Table, dossier_id: str) -> ColumnElement[bool]:
    if table is tables.dossiers:
        return table.c.id == dossier_id
    if table is tables.pages:
        unsettled = PAGES.scan_id.in_(select(SCANS.id).where(SCANS.dossier_id == dossier_id))
        return or_(PAGES.dossier_id == dossier_id, and_(PAGES.dossier_id == "", unsettled))
    if table is tables.record_uses:  # that its records were used, and that it used others'
        return or_(USES.dossier_id == dossier_id, USES.source_id == dossier_id)
    return table.c.dossier_id == dossier_id


def in_order(connection: Connection, asked: Select[Any], table: Table) -> Select[Any]:
    plain = connection.dialect.name == "sqlite"
    keys = [
        key.collate("C") if isinstance(key.type, String) and not plain else key
        for key in table.primary_key
    ]
    return asked.order_by(*keys)


def scan_rows(connection: Connection, dossier_id: str) -> list[Row]:
    """Its own files, then those of a batch that hold pages of it, as if they were its own."""
    rows = scans_near(connection, dossier_id)
    shared = shared_with_others(connection, [row["id"] for row in rows], dossier_id)
    own = [row for row in rows if row["dossier_id"] == dossier_id]
    lent = [row for row in rows if row["dossier_id"] != dossier_id]
    free = 1 + max((row["position"] for row in own), default=-1)
    for place, row in enumerate(lent, start=free):
        row |= {"dossier_id": dossier_id, "position": place, "sha256": ""}
    for row in own:
        row["sha256"] = "" if row["id"] in shared else row["sha256"]
    return [*own, *lent]


def ids_given(connection: Connection, dossier_id: str) -> dict[str, str]:
    """What the files of a batch are called in this dossier's package."""
    rows = scans_near(connection, dossier_id)
    lent = [row["id"] for row in rows if row["dossier_id"] != dossier_id]
    return {scan_id: derived_id(dossier_id, scan_id) for scan_id in lent}


def scans_near(connection: Connection, dossier_id: str) -> list[Row]:
    holding = select(PAGES.scan_id).where(PAGES.dossier_id == dossier_id)
    near = or_(SCANS.dossier_id == dossier_id, SCANS.id.in_(holding))
    asked = select(tables.scans).where(near).order_by(SCANS.position)
    return [dict(row) for row in connection.execute(asked).mappings()]


def shared_with_others(
    connection: Connection, scan_ids: Sequence[str], dossier_id: str
) -> frozenset[str]:
    others = PAGES.dossier_id.not_in(["", dossier_id])
    asked = select(PAGES.scan_id).where(PAGES.scan_id.in_(scan_ids), others).distinct()
    return frozenset(connection.scalars(asked))


def pictures_of(connection: Connection, dossier_id: str) -> tuple[str, ...]:
    """The names of the kept pictures of all its pages, each once, in the order of their names."""
    asked = select(PAGES.picture).where(its(tables.pages, dossier_id), PAGES.picture != "")
    return tuple(sorted(set(connection.scalars(asked))))
