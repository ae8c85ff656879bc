"""Steps that bring what reports count up to what the trail tells, in portions.

On PostgreSQL only one fills at a time, and whoever erases comes before or after: with a dossier go
the uses of records in it, which no entry of the trail names.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from ocr_service.domain.ids import utc_now
from ocr_service.domain.rows import Known
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.report_facts import changed_since, edition_of, facts, mark_of
from ocr_service.storage.report_terms import DOSSIERS, USES, Yes
from ocr_service.storage.steps import put

FACTS, ENTRIES = tables.report_facts.c, tables.audit_entries.c
LOCK = 0x6661637473
ALONE = text("select pg_try_advisory_xact_lock(:lock)")
NOT_WHILE_FILLED = text("select pg_advisory_xact_lock_shared(:lock)")
ENTRIES_EACH = 10  # looked at for each dossier that may be asked: most tell of no change
AT_A_TIME = 500
Row = Mapping[str, Any]


def freshen(database: Database, known: Known, limit: int) -> bool:
    """Whether there is more to do. ``limit``: about how many dossiers are asked in one go."""
    with database.read() as connection:
        edition = edition_of(connection, known)
        mark = mark_of(connection, edition)
        if mark and mark["done_at"] and mark["number"] == newest(connection):
            return False
    with database.write(synced=False) as connection:
        if connection.dialect.name != "sqlite" and not connection.scalar(ALONE, {"lock": LOCK}):
            return False
        before = mark_of(connection, edition) or begun(connection, edition)
        after = {**before, **caught_up(connection, known, before["number"], limit)}
        if not before["done_at"]:
            after |= gone_through(connection, known, before["reached"], limit)
        put(connection, tables.report_mark, after)
        return not after["done_at"] or after["number"] < newest(connection)


def newest(connection: Connection) -> int:
    return connection.scalar(select(func.max(ENTRIES.number))) or 0


def begun(connection: Connection, edition: str) -> Row:
    """All is asked anew; what is told from now on, once more."""
    connection.execute(delete(tables.report_mark))
    return {"edition": edition, "number": newest(connection), "reached": "", "done_at": None}


def caught_up(connection: Connection, known: Known, number: int, limit: int) -> Row:
    """Dossiers that the next entries tell of. These are committed: what they tell is there."""
    until = min(newest(connection), number + limit * ENTRIES_EACH)
    ids = list(connection.scalars(changed_since(number, until)))
    for first in range(0, len(ids), AT_A_TIME):
        some = ids[first : first + AT_A_TIME]
        ask_anew(connection, known, [FACTS.dossier_id.in_(some)], [DOSSIERS.id.in_(some)])
    return {"number": until}


def gone_through(connection: Connection, known: Known, reached: str, limit: int) -> Row:
    """The next dossiers by their ids, whatever is told of them."""
    asked = select(DOSSIERS.id).where(DOSSIERS.id > reached).order_by(DOSSIERS.id).limit(limit)
    last = connection.scalars(asked).all()[-1:]
    ids = [FACTS.dossier_id, DOSSIERS.id]
    kept, live = ([it > reached, *(it <= one for one in last)] for it in ids)
    if not last:
        connection.execute(delete(tables.report_facts).where(*kept))
        return {"done_at": utc_now()}
    ask_anew(connection, known, kept, live)
    return {"reached": last[0]}


def ask_anew(
    connection: Connection, known: Known, kept: Sequence[Yes], live: Sequence[Yes]
) -> None:
    connection.execute(delete(tables.report_facts).where(*kept))
    asked = facts(connection, known)
    statement = insert(tables.report_facts)
    connection.execute(statement.from_select(list(asked), select(*asked.values()).where(*live)))


def unsettle(connection: Connection, ids: Sequence[str]) -> None:
    """These are about to be erased, with the uses of records in them: those are asked anew."""
    if connection.dialect.name != "sqlite":
        connection.execute(NOT_WHILE_FILLED, {"lock": LOCK})
    sources = select(USES.source_id).where(USES.dossier_id.in_(ids))
    unsure = update(tables.report_facts).where(FACTS.dossier_id.in_(sources))
    connection.execute(unsure.values(bits=None))
