"""Reports counted in the database, in one reading transaction."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from ocr_service.domain.calendar import midnight
from ocr_service.domain.dossier import DocumentStatus, ScanState, Status
from ocr_service.domain.errors import SECRET_PAPER
from ocr_service.domain.report import OPEN, Ask, By, Counted, Tally, Waiting
from ocr_service.storage import tables
from ocr_service.storage.agencies import within
from ocr_service.storage.database import Database
from ocr_service.storage.sql_minutes import spreads

DOSSIERS, SCANS = tables.dossiers.c, tables.scans.c
DOCUMENTS, REVIEWS = tables.documents.c, tables.reviews.c
USES, AGENCIES = tables.record_uses.c, tables.agencies.c
NO_PARTS = "[]"


class SqlReports:
    """A ReportStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, ask: Ask, outcomes: Mapping[str, str]) -> Counted:
        with self._database.read() as connection:
            rows = connection.execute(tallies(connection, ask, outcomes))
            return Counted(
                tuple(tally_from(row) for row in rows.mappings()),
                spreads(connection, key_of(connection, ask.by), received_in(ask)),
                waiting(connection, ask),
            )


def tallies(connection: Connection, ask: Ask, outcomes: Mapping[str, str]) -> Select[Any]:
    alike = told_of_each(connection, ask, outcomes)
    return select(*alike.c, func.count().label("many")).group_by(*alike.c)


def told_of_each(connection: Connection, ask: Ask, outcomes: Mapping[str, str]) -> CTE:
    """Of each dossier, all that the figures ask; yes and no as bits, for fewer columns to group."""
    return (
        select(
            key_of(connection, ask.by).label("key"),
            DOSSIERS.procedure_code,
            DOSSIERS.status,
            bits(flags(outcome_of(outcomes))).label("bits"),
        )
        .where(*received_in(ask))
        .cte("alike")
        # Else PostgreSQL looks through all documents for what it finds by an index.
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


def flags(outcome: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """In the order of FLAGS. What is cheap to know is asked first."""
    accepted = DOSSIERS.status == Status.ACCEPTED.value
    of_it = DOCUMENTS.dossier_id == DOSSIERS.id
    sure = and_(of_it, DOCUMENTS.status == DocumentStatus.ACCEPTED.value)
    before = and_(REVIEWS.dossier_id == DOSSIERS.id, REVIEWS.at <= DOSSIERS.settled_at)
    # A one-stop system may know its dossier by its own code alone.
    whose = select(AGENCIES.code).where(
        AGENCIES.code == DOSSIERS.agency_code, AGENCIES.above == USES.agency_code
    )
    same_code = USES.dossier_code == DOSSIERS.dossier_code
    by_code = DOSSIERS.dossier_code != "", same_code, exists(whose)
    issued = some(DOCUMENTS.id, sure, DOCUMENTS.document_type == outcome)
    return [
        and_(DOSSIERS.split_into != NO_PARTS, ~some(DOCUMENTS.id, of_it)),
        and_(DOSSIERS.status.in_(HALF_READ), some(SCANS.id, secret())),
        some(DOCUMENTS.id, sure, DOCUMENTS.document_type != outcome),
        and_(outcome != "", issued),
        and_(accepted, some(REVIEWS.id, before)),
        or_(some(USES.id, USES.dossier_id == DOSSIERS.id), some(USES.id, *by_code)),
    ]


FLAGS = ("batch", "secret", "component", "result", "reviewed", "reused")
HALF_READ = (Status.FAILED.value, Status.NEEDS_REVIEW.value)  # a file of these may have failed


def some(column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(column).where(*conditions).correlate(tables.dossiers))


def bits(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[int]:
    """One bit for each, the first the lowest."""
    each = [case((condition, 1 << place), else_=0) for place, condition in enumerate(conditions)]
    return reduce(add, each)


def secret() -> ColumnElement[bool]:
    told = SCANS.complaint.contains(f'"code":"{SECRET_PAPER}"', autoescape=True)
    return and_(SCANS.dossier_id == DOSSIERS.id, SCANS.state == ScanState.FAILED.value, told)


def outcome_of(outcomes: Mapping[str, str]) -> ColumnElement[str]:
    """The type of the paper that a dossier's procedure issues; "" where nobody can tell it."""
    if not outcomes:
        return literal("")
    return case(dict(outcomes), value=DOSSIERS.procedure_code, else_="")


def key_of(connection: Connection, by: By) -> ColumnElement[Any]:
    """The row that a dossier stands in; months as 2026-11."""
    if by is not By.MONTH:
        return DOSSIERS.agency_code if by is By.AGENCY else DOSSIERS.procedure_code
    if connection.dialect.name == "sqlite":
        return func.strftime("%Y-%m", DOSSIERS.received_at, "+7 hours")
    there = func.timezone("UTC", DOSSIERS.received_at) + timedelta(hours=7)
    return func.to_char(there, "YYYY-MM")


def received_in(ask: Ask) -> list[ColumnElement[bool]]:
    until = ask.until + timedelta(days=1)
    period = [DOSSIERS.received_at >= midnight(ask.since), DOSSIERS.received_at < midnight(until)]
    return [*period, *of_whom(ask)]


def of_whom(ask: Ask) -> list[ColumnElement[bool]]:
    one = [DOSSIERS.procedure_code == ask.procedure_code] if ask.procedure_code else []
    return [*one, *within(DOSSIERS.agency_code, ask.agency_code)]


def waiting(connection: Connection, ask: Ask) -> Waiting:
    """Now, whenever it was received; batches that fell apart wait for nobody."""
    rows = connection.execute(
        select(DOSSIERS.status, func.count(), func.min(DOSSIERS.received_at))
        .where(DOSSIERS.status.in_([it.value for it in OPEN]), DOSSIERS.id.not_in(fallen_apart()))
        .where(*of_whom(ask))
        .group_by(DOSSIERS.status)
    ).all()
    return Waiting(
        {Status(status): many for status, many, _ in rows},
        {Status(status): since for status, _, since in rows},
    )


def fallen_apart() -> Select[tuple[str]]:
    return select(DOSSIERS.split_from).where(DOSSIERS.split_from != "")


def tally_from(row: RowMapping) -> Tally:
    yes = {name: bool(row["bits"] >> place & 1) for place, name in enumerate(FLAGS)}
    return Tally(
        key=row["key"],
        procedure_code=row["procedure_code"],
        status=Status(row["status"]),
        many=row["many"],
        **yes,
    )
