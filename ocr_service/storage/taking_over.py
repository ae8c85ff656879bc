"""Steps that put the rows of a package in: none is believed before it was looked at."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import InterfaceError, OperationalError, StatementError

from ocr_service.domain.audit import Act, Deed, canonical, entry_json
from ocr_service.domain.dossier import Dossier, Status
from ocr_service.domain.erasure import Erased
from ocr_service.domain.ids import utc_now
from ocr_service.domain.reuse import Filing
from ocr_service.storage import tables
from ocr_service.storage.absent import not_here
from ocr_service.storage.agencies import note_both
from ocr_service.storage.belonging import belonging
from ocr_service.storage.edit_rows import acts_of
from ocr_service.storage.filing import file_all, lock_series
from ocr_service.storage.handover import BAD_ROWS, BadPackage, Incoming, Taken
from ocr_service.storage.looking import whole
from ocr_service.storage.rows import document_from
from ocr_service.storage.sql_reviews import REVIEW
from ocr_service.storage.sql_snapshot import row_from
from ocr_service.storage.steps import insert_new
from ocr_service.storage.trail import append

AT_A_TIME = 100
OPEN_TO_ALL = frozenset({Status.NEEDS_REVIEW, Status.ACCEPTED, Status.REJECTED})
Row = dict[str, Any]


@dataclass
class Arriving:
    """What is being put in; its own ``scans`` and ``records``: the only ones its rows may name."""

    incoming: Incoming
    scans: set[str] = field(default_factory=set)
    records: set[int] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    renamed: int = 0


def take_over(connection: Connection, incoming: Incoming, filing: Filing) -> Taken:
    """Raises BadPackage, Erased; then nothing was changed."""
    if isinstance(gone := not_here(connection, incoming.dossier_id), Erased):
        raise gone
    arriving = Arriving(incoming)
    with bad_rows():
        known = {table.name: table for table in belonging()}
        for name, lines in incoming.rows:
            put(connection, known[name], lines, arriving)
        dossier = looked_through(connection, arriving)
        file_all(connection, dossier, dossier.documents, filing)
        note_both(connection, dossier)
    keep_history(connection, incoming)
    append(connection, deed(incoming, arriving))
    return Taken(len(dossier.documents), arriving.renamed)


@contextmanager
def bad_rows() -> Iterator[None]:
    """A database that is gone is no fault of the package."""
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except (StatementError, KeyError, TypeError, ValueError) as wrong:
        raise BadPackage(BAD_ROWS) from wrong


def put(connection: Connection, table: Table, lines: Iterable[str], arriving: Arriving) -> None:
    left = iter(lines)
    while some := list(islice(left, AT_A_TIME)):
        rows = [row_from(table, json.loads(line)) for line in some]
        for row in rows:
            look_at(row, table, arriving)
        if table is tables.record_uses:  # the other dossier's package may have brought it
            for row in rows:
                insert_new(connection, table, row)
            continue
        if table is tables.records:
            arriving.renamed += rename_taken(connection, rows)
        connection.execute(insert(table), rows)


def look_at(row: Row, table: Table, arriving: Arriving) -> None:
    """Raises ValueError for a row of any other dossier; remembers what this one brings."""
    ours = arriving.incoming.dossier_id
    if table is tables.dossiers:
        whose = row["id"], row["agency_code"]
        fits = whose == (ours, arriving.incoming.agency_code)
        fits = fits and Status(row["status"]) in OPEN_TO_ALL
    elif table is tables.pages:
        fits = row["scan_id"] in arriving.scans and row["dossier_id"] in ("", ours)
        arriving.files.add(row["picture"])
    elif table is tables.record_uses:
        fits = ours in (row["dossier_id"], row["source_id"])
    else:
        fits = row["dossier_id"] == ours
    if table is tables.scans:
        arriving.scans.add(row["id"])
        arriving.files.add(row["sha256"])
    elif table is tables.records:
        arriving.records.add(row["number"])
    elif table is tables.record_parties:
        fits = fits and row["record_number"] in arriving.records
    if not fits:
        raise ValueError(table.name)


def rename_taken(connection: Connection, rows: list[Row]) -> int:
    """How many records have a code that another one bears here: they get the next."""
    series = sorted({row["series"] for row in rows})
    lock_series(connection, series)
    renamed = 0
    for one in series:
        taken, its = places_in(connection, one), [row for row in rows if row["series"] == one]
        for row in its:
            if row["place"] in taken:
                row["place"] = max(*taken, *(it["place"] for it in its)) + 1
                renamed += 1
    return renamed


def places_in(connection: Connection, series: str) -> set[int]:
    records = tables.records.c
    return set(connection.scalars(select(records.place).where(records.series == series)))


def looked_through(connection: Connection, arriving: Arriving) -> Dossier:
    """The dossier as it stands now; raises ValueError for what we could not read later."""
    incoming = arriving.incoming
    dossier = whole(connection, incoming.dossier_id)
    acts_of(connection, dossier.id)
    said = select(tables.reviews.c.content).where(tables.reviews.c.dossier_id == dossier.id)
    for content in connection.scalars(said):
        REVIEW.validate_json(content)
    asked = select(tables.documents).where(tables.documents.c.dossier_id == dossier.id)
    for row in connection.execute(asked).mappings():
        paper = document_from(row)
        same = paper.id, paper.document_type, paper.status.value
        if same != (row["id"], row["document_type"], row["status"]):
            raise ValueError("a document is not what its row says")
    if not arriving.files - {""} <= incoming.files:
        raise ValueError("a row names a file that did not come")
    return dossier


def keep_history(connection: Connection, incoming: Incoming) -> None:
    lines = [canonical(entry_json(entry)).decode() for entry in incoming.history]
    row = {
        "dossier_id": incoming.dossier_id,
        "package": incoming.package,
        "at": utc_now(),
        "history": "\n".join(lines),
    }
    connection.execute(insert(tables.imports), row)


def deed(incoming: Incoming, arriving: Arriving) -> Deed:
    return Deed(
        Act.DOSSIER_IMPORTED,
        incoming.agency_code,
        incoming.dossier_id,
        after=incoming.package,
        remark={"history": len(incoming.history), "renamed": arriving.renamed},
    )
