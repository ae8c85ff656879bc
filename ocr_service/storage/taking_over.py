"""Steps that put the rows of a package in: none is believed before it was looked at."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import InterfaceError, OperationalError, StatementError

from ocr_service.domain.audit import Act, Deed, canonical, entry_json
from ocr_service.domain.erasure import Erased
from ocr_service.domain.ids import utc_now
from ocr_service.domain.reuse import Filing
from ocr_service.storage import tables
from ocr_service.storage.absent import not_here
from ocr_service.storage.agencies import note_both
from ocr_service.storage.belonging import AT_A_TIME, belonging
from ocr_service.storage.filing import file_all, lock_series
from ocr_service.storage.handover import BAD_ROWS, UNFIT, BadPackage, Incoming, Taken
from ocr_service.storage.inspecting import Arriving, looked_through
from ocr_service.storage.sql_snapshot import row_from
from ocr_service.storage.steps import insert_new
from ocr_service.storage.trail import append

Row = dict[str, Any]


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
    except (StatementError, *UNFIT) as wrong:
        raise BadPackage(BAD_ROWS) from wrong


def put(connection: Connection, table: Table, lines: Iterable[str], arriving: Arriving) -> None:
    left = iter(lines)
    while some := list(islice(left, AT_A_TIME)):
        rows = [row_from(table, json.loads(line)) for line in some]
        for row in rows:
            arriving.look_at(row, table)
        if table is tables.record_uses:  # the other dossier's package may have brought it
            for row in rows:
                insert_new(connection, table, row)
            continue
        if table is tables.records:
            arriving.renamed += rename_taken(connection, rows)
        connection.execute(insert(table), rows)


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
