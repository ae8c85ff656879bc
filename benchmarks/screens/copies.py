"""A town grows within its database: rows that real steps have made are copied under other names.

To make a dossier by its steps takes more than ten milliseconds, to copy one less than one.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    case,
    func,
    insert,
    literal,
    select,
    true,
    union_all,
)

from ocr_service.storage import tables
from ocr_service.storage.columns import ID

# Those that a settled dossier leaves rows in: whatever others refer to first.
COPIED = (
    tables.dossiers,
    tables.scans,
    tables.pages,
    tables.documents,
    tables.review_queue,
    tables.samples,
    tables.reviews,
    tables.records,
    tables.record_handles,
    tables.record_uses,
    tables.record_parties,
    tables.audit_entries,
)
# An id of ours is a UUID of version 7: its version, another in each copy, tells them apart.
VERSION, OURS = 15, "7"
VERSIONS = [digit for digit in "0123456789abcdef" if digit != OURS]
# Far apart, as times are.
RECORD_NUMBERS = ("records.number", "record_handles.number", "record_parties.record_number")
CODES = ("records.series", "dossiers.dossier_code", "record_uses.dossier_code")


def multiply(connection: Connection, times: int) -> None:
    """As if the town had ``times`` its people, 16 at most. The trail goes on behind its end."""
    entries = connection.scalar(select(func.max(tables.audit_entries.c.number))) or 0
    copies = union_all(
        *[
            select(literal(place).label("place"), literal(version).label("tag"))
            for place, version in enumerate(VERSIONS[: times - 1], start=1)
        ]
    ).subquery("copies")
    for table in COPIED:
        columns = [changed(column, copies, entries) for column in table.c]
        rows = select(*columns).select_from(table.join(copies, true()))
        connection.execute(insert(table).from_select(table.c.keys(), rows))


def changed(column: Any, copies: Subquery, entries: int) -> ColumnElement[Any]:
    name, tag = f"{column.table.name}.{column.name}", copies.c.tag
    if name == "audit_entries.number":
        return column + copies.c.place * entries
    if name in RECORD_NUMBERS:
        return column + copies.c.place
    if name in CODES:
        return column + "-" + tag
    if name == "record_handles.handles":
        return func.replace(column, first_number(column), first_number(column) + tag)
    if name == "record_parties.number":
        return case((column == "", column), else_=column + tag)
    if column.type is ID:
        return case((column == "", column), else_=renamed(column, tag))
    if name == "documents.content":
        its_id = column.table.c.id
        return func.replace(column, its_id, renamed(its_id, tag))
    return column  # type: ignore[no-any-return]


def first_number(handles: Any) -> ColumnElement[str]:
    """Of the people whom the paper speaks of."""
    parties = tables.record_parties.c
    its = parties.record_number == handles.table.c.number, parties.number != ""
    found = select(parties.number).where(*its).order_by(parties.place).limit(1)
    return func.coalesce(found.scalar_subquery(), "")


def renamed(column: Any, tag: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(column, 1, VERSION - 1) + tag + func.substr(column, VERSION + 1)
