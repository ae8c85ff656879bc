"""Records found by their handles, the best first, however many there are.

What most records have is looked for among those of the last months first: an index tells which
records have a word, but not in which order they come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    text,
    tuple_,
)
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
EACH = Wanted(((),))
MONTHS, YEARS = 3, (2, 10)
MOST_FEW = 500
# The bitmap of a common word must name each row, and no plan may read the words of every record.
POSTGRESQL = text(
    "select set_config('work_mem', '64MB', true), set_config('enable_seqscan', 'off', true)"
)
Rows = Sequence[Row[Any]]


class Window(NamedTuple):
    """Papers issued since a day, and the handles that tell them."""

    since: str
    issued: Alternatives


FEW = Window("", ())  # all of them, if they are few


def best(
    connection: Connection,
    search: RecordSearch,
    behind: Place | None,
    today: date,
    most_few: int = MOST_FEW,
) -> tuple[Ranked, ...]:
    """``most_few``: so many are put in order without looking among the newest first."""
    if connection.dialect.name != "sqlite":
        connection.execute(POSTGRESQL)
    ranked: list[Ranked] = []
    for tier in range(behind.tier if behind else 0, max(1, len(search.tiers))):
        after = behind if behind and behind.tier == tier else None
        wanted = search.limit - len(ranked)
        if wanted > 0:
            ranked += Tier(connection, search, tier, after, today).first(wanted, most_few)
    return tuple(ranked)


@dataclass(frozen=True)
class Tier:
    """Those of one tier that come behind a place in it."""

    connection: Connection
    search: RecordSearch
    tier: int
    after: Place | None
    today: date

    def first(self, wanted: int, most_few: int) -> list[Ranked]:
        for window in self._looks():
            few = window is FEW
            rows = self._few(wanted, most_few) if few else self._holding(window, wanted)
            if rows is not None:
                return self._ranked(rows)
        return self._ranked(self._rows(self._found().limit(wanted)))

    def _looks(self) -> list[Window]:
        """Where it is cheap to look before all are put in order. Of a number there are few; what
        begins so costs as much in each window, while other words leave few of it.
        """
        wanted = self.search.tiers[self.tier] if self.search.tiers else EACH
        costly = wanted.begins and any(wanted.either)
        recent = [] if costly else list(windows(self.after, self.today))
        by_number = not self.search.tiers or self.tier == 0
        return [FEW, *recent] if by_number else [*recent[:1], FEW, *recent[1:]]

    def _few(self, wanted: int, most: int) -> Rows | None:
        """The first of all; None where there are many."""
        some = self._found().order_by(None).limit(most + 1).subquery()
        order = some.c.fallen, some.c.issued_on.desc(), some.c.number.desc()
        asked = select(some, func.count().over().label("many")).order_by(*order).limit(wanted)
        rows = self._rows(asked)
        return rows if not rows or rows[0].many <= most else None

    def _holding(self, window: Window, wanted: int) -> Rows | None:
        """As many as are wanted, of those that hold; None where that window has less."""
        hold = fallen(self.today) == Fallen.NOT.value, HANDLES.issued_on >= window.since
        rows = self._rows(self._found(window.issued).where(*hold).limit(wanted))
        return rows if len(rows) == wanted else None

    def _rows(self, asked: Select[Any]) -> Rows:
        """With the ids of those few that are left."""
        few = asked.subquery("few")
        order = few.c.fallen, few.c.issued_on.desc(), few.c.number.desc()
        with_ids = select(few, RECORDS.id).join(tables.records, RECORDS.number == few.c.number)
        return self.connection.execute(with_ids.order_by(*order)).all()

    def _ranked(self, rows: Rows) -> list[Ranked]:
        return [
            Ranked(it.id, Place(self.tier, Fallen(it.fallen), it.issued_on, it.number))
            for it in rows
        ]

    def _found(self, issued: Alternatives = ()) -> Select[Any]:
        """All of them in order, or those issued then."""
        speech = SPEECHES[self.connection.dialect.name]
        told = in_words(speech, self.search, self.tier)
        if issued:
            told = speech.both(told, speech.wanted(Wanted(issued)))
        asked = found(speech, told, self.today).where(*within_days(self.search))
        return asked.where(behind(self.after, self.today)) if self.after else asked


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


def within_days(search: RecordSearch) -> list[ColumnElement[bool]]:
    days = HANDLES.issued_on
    since = [days >= search.issued_from.isoformat()] if search.issued_from else []
    until = [days <= search.issued_to.isoformat(), days != ""] if search.issued_to else []
    return [*since, *until]


def behind(place: Place, today: date) -> ColumnElement[bool]:
    here = tuple_(HANDLES.issued_on, HANDLES.number) < tuple_(place.issued_on, place.number)
    worse, same = fallen(today) > place.fallen.value, fallen(today) == place.fallen.value
    return or_(worse, and_(same, here))
