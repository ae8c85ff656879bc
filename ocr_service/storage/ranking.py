"""Records found by their handles, the best first, however many there are.

What most records have is looked for among those of the last months first: an index tells which
records have a word, but not in which order they come.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, case, cast, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY

from ocr_service.domain.handles import (
    AGENCY,
    KEY,
    LATER,
    NUMBER,
    TYPE,
    WITHIN,
    Alternatives,
    Wanted,
    coded,
    months,
    years,
)
from ocr_service.domain.ranking import Fallen, Place, Ranked
from ocr_service.storage import tables
from ocr_service.storage.matching import SPEECHES, TSVECTOR_OF_HANDLES, Speech
from ocr_service.storage.records import RecordSearch

HANDLES, RECORDS = tables.record_handles.c, tables.records.c
ALL = Wanted(((),))
MONTHS, YEARS = 3, (2, 10)
# The bitmap of a common word must name each row, and no plan may read the words of every record.
POSTGRESQL = ("SET LOCAL work_mem = '64MB'", "SET LOCAL enable_seqscan = off")


class Window(NamedTuple):
    """Papers issued since a day, and the handles that tell them."""

    since: str
    issued: Alternatives


def best(
    connection: Connection, search: RecordSearch, behind: Place | None, today: date
) -> tuple[Ranked, ...]:
    if connection.dialect.name != "sqlite":
        for setting in POSTGRESQL:
            connection.exec_driver_sql(setting)
    places: list[Place] = []
    for tier in range(behind.tier if behind else 0, max(1, len(search.tiers))):
        after = behind if behind and behind.tier == tier else None
        wanted = search.limit - len(places)
        if wanted > 0:
            places += of_tier(connection, search, tier, after, today, wanted)
    asked = select(RECORDS.number, RECORDS.id).where(
        RECORDS.number.in_([it.number for it in places])
    )
    ids = {row.number: row.id for row in connection.execute(asked)}
    return tuple(Ranked(ids[it.number], it) for it in places if it.number in ids)


def of_tier(
    connection: Connection,
    search: RecordSearch,
    tier: int,
    after: Place | None,
    today: date,
    wanted: int,
) -> list[Place]:
    """The first of them behind ``after``; each window asks for more than the one before."""
    speech = SPEECHES[connection.dialect.name]
    told = in_words(speech, search, tier)
    for window in [] if costly(search, tier) else windows(after, today):
        recent = speech.both(told, speech.wanted(Wanted(window.issued)))
        asked = within_days(found(speech, recent, today), search, after, today)
        holding = fallen(today) == Fallen.NOT.value, HANDLES.issued_on >= window.since
        rows = connection.execute(asked.where(*holding).limit(wanted)).all()
        if len(rows) == wanted:
            return places_of(rows, tier)
    asked = within_days(found(speech, told, today), search, after, today)
    return places_of(connection.execute(asked.limit(wanted)).all(), tier)


def costly(search: RecordSearch, tier: int) -> bool:
    """Whether each look reads all that begins so, while other words leave few of it."""
    return any(it.begins and any(it.either) for it in search.tiers[tier : tier + 1])


def places_of(rows: Sequence[Row[Any]], tier: int) -> list[Place]:
    return [Place(tier, Fallen(row.fallen), row.issued_on, row.number) for row in rows]


def in_words(speech: Speech, search: RecordSearch, tier: int) -> str:
    """Of this tier and of none before it, as the database's own language of search says it."""
    filters = [
        NUMBER + search.number if search.number else "",
        KEY + search.key if search.key else "",
        coded(TYPE, search.document_type) if search.document_type else "",
        coded(AGENCY, search.agency_code) if search.agency_code else "",
        coded(WITHIN, search.scope) if search.scope else "",
    ]
    handles = tuple(it for it in filters if it)
    if not search.tiers:
        return speech.wanted(Wanted((handles,)))
    told = speech.wanted(search.tiers[tier])
    if handles:
        told = speech.both(speech.wanted(Wanted((handles,))), told)
    for better in search.tiers[:tier]:
        told = speech.without(told, speech.wanted(better))
    return told


def windows(after: Place | None, today: date) -> Iterator[Window]:
    """Each larger than the one before; none once all that hold were told, or all with a day."""
    if after and (after.fallen is not Fallen.NOT or not after.issued_on):
        return
    last = after.issued_on if after else today.isoformat()
    year, month = int(last[:4]), int(last[5:7])
    later: Alternatives = () if after else ((LATER,),)
    told = months(year, month, MONTHS)
    yield Window(f"{told[0][0][1:5]}-{told[0][0][5:7]}-01", later + told)
    for many in YEARS:
        yield Window(f"{year - many + 1:04}-01-01", later + years(year, many))


def found(speech: Speech, told: str, today: date) -> Select[Any]:
    """All that are found so, in order."""
    columns = HANDLES.number, HANDLES.issued_on, fallen(today).label("fallen")
    asked = select(*columns).order_by(
        fallen(today), HANDLES.issued_on.desc(), HANDLES.number.desc()
    )
    if speech.dialect == "sqlite":
        index = text("SELECT rowid AS number FROM records_words WHERE records_words MATCH :told")
        rows = index.bindparams(told=told).columns(RECORDS.number).subquery("found")
        return asked.join(rows, rows.c.number == HANDLES.number)
    return asked.where(TSVECTOR_OF_HANDLES.bool_op("@@")(cast(told, TSQUERY)))


def fallen(today: date) -> Any:
    expired = and_(HANDLES.valid_until != "", HANDLES.valid_until < today.isoformat())
    over = or_(HANDLES.revoked, expired)
    return case(
        (over, Fallen.OVER.value),
        (HANDLES.replaced, Fallen.REPLACED.value),
        else_=Fallen.NOT.value,
    )


def within_days(
    asked: Select[Any], search: RecordSearch, after: Place | None, today: date
) -> Select[Any]:
    if search.issued_from:
        asked = asked.where(HANDLES.issued_on >= search.issued_from.isoformat())
    if search.issued_to:
        asked = asked.where(
            HANDLES.issued_on <= search.issued_to.isoformat(), HANDLES.issued_on != ""
        )
    if after:
        here = tuple_(HANDLES.issued_on, HANDLES.number) < tuple_(after.issued_on, after.number)
        worse, same = fallen(today) > after.fallen.value, fallen(today) == after.fallen.value
        asked = asked.where(or_(worse, and_(same, here)))
    return asked
