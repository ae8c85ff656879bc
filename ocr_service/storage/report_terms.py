"""What reports ask of each dossier, as the database is asked for it."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from ocr_service.domain.agencies import Agencies
from ocr_service.domain.calendar import midnight
from ocr_service.domain.dossier import DocumentStatus, ScanState, Status
from ocr_service.domain.errors import SECRET_PAPER
from ocr_service.domain.report import Ask, By
from ocr_service.domain.rows import TIERS, Known
from ocr_service.storage import tables
from ocr_service.storage.agencies import all_agencies, within

DOSSIERS, SCANS = tables.dossiers.c, tables.scans.c
DOCUMENTS, REVIEWS = tables.documents.c, tables.reviews.c
USES, AGENCIES = tables.record_uses.c, tables.agencies.c
SOURCES, STONES = tables.dossiers.alias("source").c, tables.tombstones.c
NO_PARTS = "[]"
HALF_READ = (Status.FAILED.value, Status.NEEDS_REVIEW.value)  # a file of these may have failed
Yes = ColumnElement[bool]
Columns = ReadOnlyColumnCollection[str, Any]
Code = Callable[[ColumnElement[str]], ColumnElement[str]]


def flags(connection: Connection, known: Known) -> dict[str, Yes]:
    """By their names in FLAGS. What is cheap to know is asked first."""
    accepted = DOSSIERS.status == Status.ACCEPTED.value
    of_it = DOCUMENTS.dossier_id == DOSSIERS.id
    sure = and_(of_it, DOCUMENTS.status == DocumentStatus.ACCEPTED.value)
    before = and_(REVIEWS.dossier_id == DOSSIERS.id, REVIEWS.at <= DOSSIERS.settled_at)
    outcome = outcome_of(known.outcomes)
    issued = some(DOCUMENTS.id, sure, DOCUMENTS.document_type == outcome)
    now = counted_under(connection, known.agencies)
    return {
        "batch": and_(DOSSIERS.split_into != NO_PARTS, ~some(DOCUMENTS.id, of_it)),
        "secret": and_(DOSSIERS.status.in_(HALF_READ), some(SCANS.id, secret())),
        "component": some(DOCUMENTS.id, sure, DOCUMENTS.document_type != outcome),
        "result": and_(outcome != "", issued),
        "reviewed": and_(accepted, some(REVIEWS.id, before)),
        "reused": used(),
        "shared_in": used(from_elsewhere(now)),
        "shared_out": some(USES.id, USES.source_id == DOSSIERS.id, elsewhere(now)),
    }


def some(column: ColumnElement[Any], *conditions: Yes) -> Yes:
    return exists(select(column).where(*conditions).correlate(tables.dossiers))


def bits(conditions: Sequence[Yes]) -> ColumnElement[int]:
    """One bit for each, the first the lowest."""
    each = [case((condition, 1 << place), else_=0) for place, condition in enumerate(conditions)]
    return reduce(add, each)


def used(*more: Yes) -> Yes:
    """Whether a record was used in it; a one-stop system may know it by its own code alone."""
    same_code = USES.dossier_code == DOSSIERS.dossier_code
    by_code = DOSSIERS.dossier_code != "", same_code, told_from_above()
    return or_(some(USES.id, USES.dossier_id == DOSSIERS.id, *more), some(USES.id, *by_code, *more))


def told_from_above() -> Yes:
    """Whether the use was told by the dossier's own agency, or one above it.

    As a number of rows, 0 or 1: PostgreSQL would ask whether there is one before it looks for uses.
    """
    above = select(func.count()).where(
        AGENCIES.code == DOSSIERS.agency_code, AGENCIES.above == USES.agency_code
    )
    return above.correlate(tables.dossiers, tables.record_uses).scalar_subquery() > 0


def from_elsewhere(now: Code) -> Yes:
    """Whether the record used is of another agency; one that was erased left its agency's code."""
    held = select(SOURCES.agency_code).where(SOURCES.id == USES.source_id).scalar_subquery()
    gone = select(STONES.agency_code).where(STONES.dossier_id == USES.source_id).scalar_subquery()
    return apart(func.coalesce(held, gone, ""), DOSSIERS.agency_code, now)


def elsewhere(now: Code) -> Yes:
    """Whether a record of this one was used in another agency's dossier.

    Of a dossier that is none of ours we know whose it is by who told of it: an agency above this
    one may have asked for any below, so that counts for nothing.
    """
    other = apart(USES.agency_code, DOSSIERS.agency_code, now)
    return and_(other, or_(USES.dossier_id != "", ~told_from_above()))


def apart(one: ColumnElement[str], other: ColumnElement[str], now: Code) -> Yes:
    """Of two agencies that are known, and have not become one."""
    return and_(one != "", other != "", now(one) != now(other))


def counted_under(connection: Connection, agencies: Agencies) -> Code:
    """The code that an agency counts under. Thousands may have been merged: all in one value."""
    codes = all_agencies(connection) if agencies.merged else ()
    became = json.dumps({it: now for it in codes if (now := agencies.now(it)) != it})
    if became == "{}":
        return lambda code: code
    if connection.dialect.name == "sqlite":
        return lambda code: func.coalesce(func.json_extract(became, '$."' + code + '"'), code)
    told = cast(literal(became), JSONB)
    return lambda code: func.coalesce(told.op("->>")(code), code)


def secret() -> Yes:
    told = SCANS.complaint.contains(f'"code":"{SECRET_PAPER}"', autoescape=True)
    return and_(SCANS.dossier_id == DOSSIERS.id, SCANS.state == ScanState.FAILED.value, told)


def outcome_of(outcomes: Mapping[str, str]) -> ColumnElement[str]:
    """The type of the paper that a dossier's procedure issues; "" where nobody can tell it."""
    if not outcomes:
        return literal("")
    return case(dict(outcomes), value=DOSSIERS.procedure_code, else_="")


def key_of(connection: Connection, by: By, of: Columns = DOSSIERS) -> ColumnElement[Any]:
    """What tells the rows that a dossier stands in; months as 2026-11."""
    if by is not By.MONTH:
        key: ColumnElement[Any] = of["agency_code" if by in TIERS else "procedure_code"]
        return key
    if connection.dialect.name == "sqlite":
        return func.strftime("%Y-%m", of.received_at, "+7 hours")
    there = func.timezone("UTC", of.received_at) + timedelta(hours=7)
    return func.to_char(there, "YYYY-MM")


def received_in(ask: Ask, agencies: Agencies, of: Columns = DOSSIERS) -> list[Yes]:
    until = ask.until + timedelta(days=1)
    period = [of.received_at >= midnight(ask.since), of.received_at < midnight(until)]
    return [*period, *of_whom(ask, agencies, of)]


def of_whom(ask: Ask, agencies: Agencies, of: Columns = DOSSIERS) -> list[Yes]:
    one = [of.procedure_code == ask.procedure_code] if ask.procedure_code else []
    return [*one, *within(of.agency_code, *agencies.within(ask.agency_code))]
