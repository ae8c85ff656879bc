"""What of the queue is asked for, in its order; each kind is walked along an index of its own."""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from ocr_service.domain.desk import EPOCH, Kind, Lease, Postponed, Waiting
from ocr_service.domain.dossier import SETTLED, Priority
from ocr_service.storage import tables
from ocr_service.storage.agencies import within
from ocr_service.storage.desk import MOST_COUNTED, QueueSearch

QUEUE, LEASES, DOSSIERS = tables.review_queue.c, tables.leases.c, tables.dossiers.c
KEYINGS = tables.keyings.c
PLACE = (QUEUE.rank, QUEUE.received_at, QUEUE.dossier_id, QUEUE.position)
AT_A_TIME = 20  # so many others may take one at the same moment


def listed(connection: Connection, search: QueueSearch, now: datetime) -> tuple[Waiting, ...]:
    rows = connection.execute(
        select(
            *QUEUE,
            DOSSIERS.dossier_code,
            DOSSIERS.priority,
            LEASES.holder_id,
            LEASES.holder,
            LEASES.until,
        )
        .select_from(tables.review_queue)
        .outerjoin(tables.dossiers, DOSSIERS.id == QUEUE.dossier_id)
        .outerjoin(tables.leases, leased(now))
        .where(*conditions(search, now), settled())
        .order_by(*PLACE)
        .limit(search.limit)
    )
    return tuple(waiting_from(row) for row in rows.mappings())


def count(connection: Connection, search: QueueSearch, now: datetime) -> int:
    """Those whose dossier is being read just now are counted: it will be for a moment only."""
    asked = select(literal(1)).select_from(tables.review_queue)
    found = asked.where(*conditions(search, now)).limit(MOST_COUNTED)
    return connection.scalar(select(func.count()).select_from(found.subquery())) or 0


def candidates(
    connection: Connection, search: QueueSearch, holder_id: str, now: datetime
) -> Sequence[tuple[str, str]]:
    """Documents, each with its dossier, that are the holder's to take, in their order."""
    keyed = KEYINGS.document_id == QUEUE.document_id, KEYINGS.keyer_id == holder_id
    waits_for_others = and_(QUEUE.kind == Kind.SECOND_KEYING.value, exists().where(*keyed))
    asked: Select[tuple[str, str]] = (
        select(QUEUE.document_id, QUEUE.dossier_id)
        .select_from(tables.review_queue)
        .outerjoin(tables.leases, leased(now))
        .where(
            *conditions(search, now),
            settled(),
            or_(LEASES.holder_id.is_(None), LEASES.holder_id == holder_id),
            ~waits_for_others,
        )
    )
    rows = connection.execute(asked.order_by(*PLACE).limit(AT_A_TIME))
    return [(row.document_id, row.dossier_id) for row in rows]


def agencies_waiting(connection: Connection, scope: str) -> Sequence[str]:
    """Looked for agency by agency: there are far fewer than documents."""
    code = tables.agencies.c.code
    waits = exists().where(QUEUE.agency_code == code)
    below = select(code).where(tables.agencies.c.above == scope, waits)
    return connection.scalars(below.order_by(code)).all()


def settled() -> ColumnElement[bool]:
    """That its dossier is not being read; no join, for then SQLite would begin at dossiers."""
    its = tables.dossiers.alias("its_dossier").c
    return exists().where(its.id == QUEUE.dossier_id, its.status.in_(SETTLED))


def leased(now: datetime) -> ColumnElement[bool]:
    return and_(LEASES.document_id == QUEUE.document_id, LEASES.until > now)


def conditions(search: QueueSearch, now: datetime) -> list[ColumnElement[bool]]:
    put_off = QUEUE.postponed_until
    asked = [
        # By no index: those put off are few, the others almost all.
        put_off > now if search.postponed else func.coalesce(put_off, EPOCH) <= now,
        QUEUE.kind == search.kind.value if search.kind else None,
        QUEUE.agency_code == search.agency_code if search.agency_code else None,
        QUEUE.procedure_code == search.procedure_code if search.procedure_code else None,
        QUEUE.document_type == search.document_type if search.document_type else None,
        *within(QUEUE.agency_code, search.scope),
    ]
    if place := search.after:
        asked.append(tuple_(*PLACE) > astuple(place))
    return [condition for condition in asked if condition is not None]


def waiting_from(row: RowMapping) -> Waiting:
    held = row["holder_id"] is not None
    put_off = row["postponed_until"]
    return Waiting(
        document_id=row["document_id"],
        dossier_id=row["dossier_id"],
        dossier_code=row["dossier_code"],
        procedure_code=row["procedure_code"],
        agency_code=row["agency_code"],
        document_type=row["document_type"],
        title=row["title"],
        priority=Priority(row["priority"]),
        received_at=row["received_at"],
        doubts=row["doubts"],
        kind=Kind(row["kind"]),
        position=row["position"],
        lease=Lease(row["holder_id"], row["holder"], row["until"]) if held else None,
        postponed=Postponed(put_off, row["postponed_by"], row["postponed_reason"])
        if put_off
        else None,
    )
