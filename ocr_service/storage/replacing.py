"""Steps that keep which records a newer paper of the same holder has replaced, for their order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    or_,
    select,
    update,
)

from ocr_service.storage import tables

RECORDS, PARTIES = tables.records.c, tables.record_parties.c
HANDLES = tables.record_handles.c
OLD, NEW = tables.records.alias("old").c, tables.records.alias("new").c
WHOSE, THEIRS = tables.record_parties.alias("whose").c, tables.record_parties.alias("theirs").c
Kin = tuple[str, str]  # papers of one type and one holder, by their number


class Newer(NamedTuple):
    """The paper that takes the place of another, and the agency that has it."""

    id: str
    agency_code: str


def newer(
    connection: Connection,
    old: Iterable[RowMapping],
    holders: Mapping[int, Collection[str]],
    replaceable: Collection[str],
) -> dict[str, Newer]:
    """For each of the ``old`` rows of records the newest of its type and holder, if it is another.

    By number only: names alone tell nobody from another of that name. ``holders``: the numbers of
    each record's. What these hold is asked for and compared here, for a join with the old ones
    takes longer to plan than to run.
    """
    may = [it for it in old if it["issued_on"] and it["document_type"] in replaceable]
    numbers = {one for it in may for one in holders.get(it["number"], ())} - {""}
    newest = newest_of(connection, numbers, {it["document_type"] for it in may})
    found: dict[str, Newer] = {}
    for row in may:
        theirs = [(row["document_type"], one) for one in holders.get(row["number"], ())]
        rivals = [newest[it] for it in theirs if it in newest]
        best = max(rivals, key=order, default=row)
        if order(best) > order(row):
            found[row["id"]] = Newer(best["id"], best["agency_code"])
    return found


def order(row: RowMapping) -> tuple[str, int]:
    """Of papers of one type: by their day, of one day as they were accepted."""
    return row["issued_on"], row["number"]


def newest_of(
    connection: Connection, numbers: Collection[str], types: Collection[str]
) -> dict[Kin, RowMapping]:
    """The last of each type and holder."""
    if not numbers:
        return {}
    columns = RECORDS.id, RECORDS.number, RECORDS.document_type, RECORDS.issued_on
    asked = (
        select(*columns, RECORDS.agency_code, PARTIES.number.label("holder"))
        .join(tables.record_parties, PARTIES.record_number == RECORDS.number)
        .where(PARTIES.number.in_(sorted(numbers)), PARTIES.holder)
        .where(RECORDS.document_type.in_(sorted(types)), RECORDS.withdrawn_at.is_(None))
        .order_by(RECORDS.issued_on, RECORDS.number)
    )
    rows = connection.execute(asked).mappings()
    return {(it["document_type"], it["holder"]): it for it in rows}


def newer_ones() -> Select[Any]:
    return (
        select(NEW.id)
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
    is_so = newer_ones().where(OLD.number == HANDLES.number).exists()
    asked = select(HANDLES.number, HANDLES.replaced, is_so.label("now")).where(*which)
    for row in connection.execute(asked).all():
        if row.replaced != row.now:
            its = update(tables.record_handles).where(HANDLES.number == row.number)
            connection.execute(its.values(replaced=row.now))
