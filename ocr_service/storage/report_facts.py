"""What reports ask of each dossier: kept, where nothing has been told of it since; else as it is.

Whatever changes a figure is told to the audit trail in the same transaction, and entries are
numbered in the order in which they are committed: so the trail tells whose facts are old.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Select,
    and_,
    case,
    func,
    null,
    or_,
    select,
    union,
)

from ocr_service.domain.audit import Act
from ocr_service.domain.dossier import Status
from ocr_service.domain.report import FLAGS, Ask
from ocr_service.domain.rows import Known
from ocr_service.storage import tables
from ocr_service.storage.report_terms import DOSSIERS, USES, Yes, bits, flags, received_in
from ocr_service.storage.sql_minutes import seconds

FACTS, MARK, ENTRIES = tables.report_facts.c, tables.report_mark.c, tables.audit_entries.c
MOST_CHANGED = 5000  # dossiers that are named one by one
# What changes no figure. An act that is not named here is taken to change one.
CHANGES_NOTHING = frozenset(
    {
        Act.DOSSIER_READ,
        Act.DOSSIERS_LISTED,
        Act.DOCUMENT_READ,
        Act.PICTURE_READ,
        Act.RECORD_READ,
        Act.RECORD_HANDED_OUT,
        Act.RECORD_SENT,
        Act.EVENT_SENT,
        Act.EXPORT_MADE,
        Act.TRAIL_READ,
    }
)


def facts(connection: Connection, known: Known) -> dict[str, ColumnElement[Any]]:
    """By the columns of ``report_facts``. No figure tells what is read from what was received."""
    status, took = DOSSIERS.status, seconds(connection)
    terms = flags(connection, known)
    timed = and_(status == Status.ACCEPTED.value, took >= 0)
    return {
        "dossier_id": DOSSIERS.id,
        "agency_code": DOSSIERS.agency_code,
        "procedure_code": DOSSIERS.procedure_code,
        "status": case((status == Status.READING.value, Status.RECEIVED.value), else_=status),
        "received_at": DOSSIERS.received_at,
        "bits": bits([terms[flag] for flag in FLAGS]),
        "seconds": case((timed, took), else_=null()),
    }


def edition_of(connection: Connection, known: Known) -> str:
    """Another one for another question: of rules, of outcomes of procedures, or of mergers."""
    asked = select(*facts(connection, known).values()).compile(dialect=connection.dialect)
    return sha256(f"{asked}{sorted(asked.params.items())}".encode()).hexdigest()


def mark_of(connection: Connection, edition: str) -> RowMapping | None:
    asked = select(tables.report_mark).where(MARK.edition == edition)
    return connection.execute(asked).mappings().one_or_none()


@dataclass(frozen=True, slots=True)
class Ready:
    """Facts are as kept, but for these dossiers, and those whose ids come after ``reached``."""

    changed: Sequence[str]
    reached: str | None

    @property
    def asked_anew(self) -> Yes:
        named = DOSSIERS.id.in_(self.changed)
        return named if self.reached is None else or_(named, DOSSIERS.id > self.reached)

    @property
    def as_kept(self) -> list[Yes]:
        beyond = [] if self.reached is None else [FACTS.dossier_id <= self.reached]
        return [FACTS.dossier_id.not_in(self.changed), *beyond]


def ready(connection: Connection, known: Known) -> Ready | None:
    """None where little is gained by what is kept, if anything is."""
    mark = mark_of(connection, edition_of(connection, known))
    if mark is None:
        return None
    some = changed_since(mark["number"]).limit(MOST_CHANGED + 1)
    changed = list(connection.scalars(some))
    if len(changed) > MOST_CHANGED:
        return None
    return Ready(changed, None if mark["done_at"] else mark["reached"])


def told_of(
    connection: Connection, ask: Ask, known: Known, kept: Ready | None, names: Sequence[str]
) -> list[FromClause]:
    """Of each dossier that is asked for, these columns of ``report_facts``, as it is now."""
    asked = facts(connection, known)
    live = select(*(asked[name].label(name) for name in names))
    live = live.where(*received_in(ask, known.agencies, DOSSIERS))
    if kept is None:
        return [asked_once(live)]
    held = select(*(FACTS[name] for name in names))
    held = held.where(*received_in(ask, known.agencies, FACTS), *kept.as_kept)
    return [held.subquery("kept"), asked_once(live.where(kept.asked_anew))]


def bits_of(
    connection: Connection, known: Known, names: Sequence[str], kept: Ready | None
) -> ColumnElement[int]:
    """These flags of a dossier, the first the lowest; asked only where they are not kept."""
    terms = flags(connection, known)
    live = bits([terms[name] for name in names])
    if kept is None:
        return live
    held = bits([FACTS.bits.bitwise_and(1 << FLAGS.index(name)) != 0 for name in names])
    its = select(held).where(FACTS.dossier_id == DOSSIERS.id).correlate(tables.dossiers)
    return case((kept.asked_anew, live), else_=func.coalesce(its.scalar_subquery(), live))


def asked_once(live: Select[Any]) -> CTE:
    """Else PostgreSQL looks through all documents for what it finds by an index."""
    return live.cte("alike").prefix_with("MATERIALIZED", dialect="postgresql")


def changed_since(number: int, until: int | None = None) -> Select[Any]:
    """The ids of dossiers whose facts may not be as kept, by entries after ``number``."""
    told = (
        select(ENTRIES.dossier_id, ENTRIES.act, ENTRIES.subject)
        .where(ENTRIES.number > number, *([] if until is None else [ENTRIES.number <= until]))
        .where(ENTRIES.dossier_id != "", ENTRIES.act.not_in(sorted(CHANGES_NOTHING)))
        .cte("entries_since")
    )
    uses = uses_in(told)
    called = DOSSIERS.dossier_code == uses.c.dossier_code
    part = DOSSIERS.split_from != "", DOSSIERS.split_from.in_(select(told.c.dossier_id))
    changed = union(
        select(told.c.dossier_id.label("id")),
        # Parts go into their next round when their batch has settled.
        select(DOSSIERS.id).where(*part),
        select(uses.c.source_id),
        select(uses.c.dossier_id),
        select(DOSSIERS.id).join(uses, called).where(uses.c.dossier_code != ""),
        select(FACTS.dossier_id).where(FACTS.bits.is_(None)),
    ).subquery("changed")
    return select(changed.c.id)


def uses_in(told: CTE) -> CTE:
    """Uses of records that these entries tell of: themselves, or with a dossier that was brought.

    They are facts of both dossiers.
    """
    named = USES.source_id, USES.dossier_id, USES.dossier_code
    used = select(told.c.subject).where(told.c.act == Act.RECORD_USED.value)
    brought = select(told.c.dossier_id).where(told.c.act == Act.DOSSIER_IMPORTED.value)
    return union(
        select(*named).where(USES.id.in_(used)),
        select(*named).where(USES.source_id.in_(brought)),
        select(*named).where(USES.dossier_id.in_(brought)),
    ).cte("uses_since")
