"""Steps that keep which records a newer paper of the same holder has replaced, for their order."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, update

from ocr_service.storage import tables

RECORDS, PARTIES = tables.records.c, tables.record_parties.c
HANDLES = tables.record_handles.c
OLD, NEW = tables.records.alias("old").c, tables.records.alias("new").c
WHOSE, THEIRS = tables.record_parties.alias("whose").c, tables.record_parties.alias("theirs").c
Kin = tuple[str, str]  # papers of one type and one holder, by their number


def newer(
    connection: Connection, ids: Sequence[str], holders: Sequence[str], replaceable: frozenset[str]
) -> dict[str, tuple[str, str]]:
    """For each record the newest of its type that another paper of the same holder is, if any;
    with the agency that has it.

    By number only: names alone tell nobody from another of that name. ``holders``: the numbers of
    theirs, told one by one: PostgreSQL would guess that most papers are of "" as well.
    """
    asked = (
        newer_ones(OLD.id, NEW.id.label("by"), NEW.agency_code)
        .where(OLD.id.in_(ids), OLD.document_type.in_(replaceable), THEIRS.number.in_(holders))
        .order_by(NEW.issued_on, NEW.number)
    )
    return {row.id: (row.by, row.agency_code) for row in connection.execute(asked)}


def newer_ones(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(OLD.number.table)
        .join(WHOSE.record_number.table, and_(WHOSE.record_number == OLD.number, WHOSE.holder))
        .join(THEIRS.record_number.table, and_(THEIRS.number == WHOSE.number, THEIRS.holder))
        .join(NEW.number.table, NEW.number == THEIRS.record_number)
        .where(*replaces())
    )


def replaces() -> list[ColumnElement[bool]]:
    """NEW is a later paper of OLD's type, and WHOSE can tell whose papers they are."""
    same_day = and_(NEW.issued_on == OLD.issued_on, NEW.number > OLD.number)
    return [
        NEW.document_type == OLD.document_type,
        WHOSE.number != "",
        OLD.issued_on != "",
        or_(NEW.issued_on > OLD.issued_on, same_day),
        NEW.withdrawn_at.is_(None),
    ]


def kin_of(connection: Connection, numbers: Sequence[int]) -> set[Kin]:
    asked = (
        select(RECORDS.document_type, PARTIES.number)
        .join(tables.record_parties, PARTIES.record_number == RECORDS.number)
        .where(RECORDS.number.in_(numbers), PARTIES.holder, PARTIES.number != "")
    )
    return {(row.document_type, row.number) for row in connection.execute(asked)}


def tell_replaced(connection: Connection, kin: Iterable[Kin]) -> None:
    """Of those of whom a newer paper takes the place, once one has come or changed."""
    for one in sorted(kin):
        look_again(connection, of_kin(one))


def tell_no_longer_replaced(connection: Connection, kin: Iterable[Kin]) -> None:
    """Once one is gone, or is another's."""
    for one in sorted(kin):
        look_again(connection, [*of_kin(one), HANDLES.replaced])


def of_kin(one: Kin) -> list[ColumnElement[bool]]:
    theirs = select(RECORDS.number).join(
        tables.record_parties, PARTIES.record_number == RECORDS.number
    )
    alike = RECORDS.document_type == one[0], PARTIES.number == one[1], PARTIES.holder
    return [HANDLES.number.in_(theirs.where(*alike))]


def look_again(connection: Connection, which: Sequence[ColumnElement[bool]]) -> None:
    is_so = newer_ones(NEW.id).where(OLD.number == HANDLES.number).exists()
    asked = select(HANDLES.number, HANDLES.replaced, is_so.label("now")).where(*which)
    for row in connection.execute(asked).all():
        if row.replaced != row.now:
            its = update(tables.record_handles).where(HANDLES.number == row.number)
            connection.execute(its.values(replaced=row.now))
