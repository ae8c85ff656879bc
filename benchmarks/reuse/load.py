"""Rows of a town brought into a database as quickly as it takes them."""

import os
from collections.abc import Iterator
from multiprocessing import get_context
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from benchmarks.reuse.town import AT_A_TIME, Rows, agencies, catalogue, slice_of
from benchmarks.screens.copies import multiply
from ocr_service.storage import tables
from ocr_service.storage.agencies import note_agency
from ocr_service.storage.columns import metadata
from ocr_service.storage.database import Database
from ocr_service.storage.migrate import migrate

RECORDS, PARTIES = tables.records.c, tables.record_parties.c
INDEX = "records_words"
TIMES = 10
MEMORY = "1GB"  # to make the index in


def fill(database: Database, records: int) -> None:
    """In slices of time, as they came: one in ten made as real ones, the others as copies of it,
    other people's of the same names. The index of their words is made at last.
    """
    migrate(database)
    with database.write() as connection:
        for code in agencies():
            note_agency(connection, code)
        index = without_index(connection)
    times = TIMES if records >= TIMES * AT_A_TIME else 1
    for rows in slices(max(1, records // times // AT_A_TIME)):
        with database.write() as connection:
            keep(connection, rows)
    with database.write() as connection:
        connection.execute(text("ANALYZE"))
        if times > 1:
            multiply(connection, times)
        tell_replaced(connection)
        for statement in index:
            connection.exec_driver_sql(statement)
        connection.execute(text("ANALYZE"))


def slices(many: int) -> Iterator[Rows]:
    places = [(number, many) for number in range(many)]
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        for done, rows in enumerate(pool.imap(slice_of, places), start=1):
            print(f"\r{done * AT_A_TIME:,} records", end="", flush=True)
            yield rows
    print()


def keep(connection: Connection, rows: Rows) -> None:
    for table in metadata.sorted_tables:
        if rows.get(table.name) and connection.dialect.name == "sqlite":
            connection.execute(insert(table), rows[table.name])
        elif rows.get(table.name):
            copy(connection, table.name, rows[table.name])


def copy(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    """As PostgreSQL takes rows the quickest."""
    columns = list(rows[0])
    raw: Any = connection.connection.driver_connection
    with (
        raw.cursor() as cursor,
        cursor.copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as to,
    ):
        for row in rows:
            to.write_row([row[column] for column in columns])


def without_index(connection: Connection) -> tuple[str, ...]:
    """What makes it again; SQLite's is kept by triggers as it grows."""
    if connection.dialect.name == "sqlite":
        return ()
    asked = text("SELECT indexdef FROM pg_indexes WHERE indexname = :name")
    made = str(connection.scalar(asked, {"name": INDEX}))
    connection.exec_driver_sql(f"DROP INDEX {INDEX}")
    return (f"SET LOCAL maintenance_work_mem = '{MEMORY}'", made)


def tell_replaced(connection: Connection) -> None:
    """As the steps of filing would have told, paper by paper."""
    types = catalogue().document_types.values()
    one_at_a_time = [it.code for it in types if it.reuse.one_at_a_time]
    rank = func.row_number().over(
        partition_by=(RECORDS.document_type, PARTIES.number),
        order_by=(RECORDS.issued_on.desc(), RECORDS.number.desc()),
    )
    theirs = (
        select(RECORDS.number, rank.label("rank"))
        .join(tables.record_parties, PARTIES.record_number == RECORDS.number)
        .where(RECORDS.document_type.in_(one_at_a_time), RECORDS.issued_on != "")
        .where(PARTIES.holder, PARTIES.number != "")
        .subquery()
    )
    older = select(theirs.c.number).where(theirs.c.rank > 1)
    handles = tables.record_handles
    connection.execute(update(handles).where(handles.c.number.in_(older)).values(replaced=True))
