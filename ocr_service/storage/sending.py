"""Steps of sending: deliveries taken under a lease, and what became of each. See sql_webhooks.

Whoever changes a webhook and its deliveries locks the webhook first: no two wait for each other.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from ocr_service.domain.audit import Act
from ocr_service.domain.ids import new_id
from ocr_service.domain.webhook import (
    DeliveryState,
    Kind,
    Parcel,
    Trouble,
    Verdict,
    rest_after,
)
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.deeds_of_outsiders import of_delivery
from ocr_service.storage.sealing import Seal
from ocr_service.storage.trail import append

WEBHOOKS = tables.webhooks.c
EVENTS = tables.webhook_events.c
DELIVERIES = tables.webhook_deliveries.c
OF_EACH = 8  # deliveries of one webhook at a time: none holds up the others
FREE: dict[str, Any] = {"lease": "", "until": None}
AT_EASE: dict[str, Any] = {"failing_since": None, "rest_until": None}


def take_due(
    database: Database, seal: Seal, now: datetime, until: datetime, limit: int
) -> tuple[Parcel, ...]:
    """The compare-and-set; what another sender is just taking is left to it."""
    with database.read() as connection:
        wanted = due_ids(connection, now, limit)
    if not wanted:
        return ()
    with database.write() as connection:
        still_due = select(DELIVERIES.id).where(DELIVERIES.id.in_(wanted), due(now))
        taken = list(connection.scalars(still_due.with_for_update(skip_locked=True)))
        connection.execute(
            update(tables.webhook_deliveries)
            .where(DELIVERIES.id.in_(taken))
            .values(lease=new_id(), until=until, attempts=DELIVERIES.attempts + 1)
        )
        return parcels(connection, seal, taken)


def due(now: datetime) -> ColumnElement[bool]:
    free = or_(DELIVERIES.until.is_(None), DELIVERIES.until < now)
    return and_(DELIVERIES.state == DeliveryState.WAITING.value, DELIVERIES.due_at <= now, free)


def due_ids(connection: Connection, now: datetime, limit: int) -> list[str]:
    """The first of each webhook, then the second of each, and so on."""
    place = func.row_number().over(partition_by=DELIVERIES.webhook_id, order_by=DELIVERIES.due_at)
    ripe = (
        select(DELIVERIES.id, DELIVERIES.due_at, place.label("place"))
        .join(tables.webhooks, WEBHOOKS.id == DELIVERIES.webhook_id)
        .where(due(now), WEBHOOKS.disabled_at.is_(None))
        .where(or_(WEBHOOKS.rest_until.is_(None), WEBHOOKS.rest_until <= now))
        .subquery()
    )
    first = select(ripe.c.id).where(ripe.c.place <= OF_EACH)
    return list(connection.scalars(first.order_by(ripe.c.place, ripe.c.due_at).limit(limit)))


def parcels(connection: Connection, seal: Seal, taken: Sequence[str]) -> tuple[Parcel, ...]:
    rows = connection.execute(
        select(tables.webhook_deliveries, EVENTS.body, EVENTS.dossier_id)
        .add_columns(WEBHOOKS.url, WEBHOOKS.secret, WEBHOOKS.kind)
        .join(tables.webhook_events, EVENTS.id == DELIVERIES.event_id)
        .join(tables.webhooks, WEBHOOKS.id == DELIVERIES.webhook_id)
        .where(DELIVERIES.id.in_(taken))
        .order_by(DELIVERIES.id)
    )
    return tuple(
        Parcel(
            delivery_id=row.id,
            webhook_id=row.webhook_id,
            event_id=row.event_id,
            lease=row.lease,
            url=row.url,
            secret=seal.open(row.secret),
            body=row.body,
            attempts=row.attempts,
            kind=Kind(row.kind),
            dossier_id=row.dossier_id,
        )
        for row in rows
    )


def record(connection: Connection, parcel: Parcel, verdict: Verdict, now: datetime) -> bool:
    """Whether the parcel was still ours: closes its delivery, or lets it wait again."""
    # Held against its removal and other senders, not against those who tell of something new.
    held = select(WEBHOOKS.failing_since).where(WEBHOOKS.id == parcel.webhook_id)
    webhook = connection.execute(held.with_for_update(key_share=True)).one_or_none()
    if webhook is None or not noted(connection, parcel, verdict, now):
        return False
    if verdict.state is DeliveryState.DELIVERED:
        append(connection, of_delivery(connection, Act.EVENT_SENT, parcel.delivery_id))
    if verdict.receipt.trouble is Trouble.GONE:
        disable(connection, parcel.webhook_id, now)
        append(connection, of_delivery(connection, Act.WEBHOOK_DISABLED, parcel.delivery_id))
        return True
    if verdict.receipt.trouble is Trouble.NOT_TOLD:
        return True  # that says nothing of the receiver
    since = webhook.failing_since or now
    resting = {"failing_since": since, "rest_until": now + rest_after(since, now)}
    well = verdict.receipt.trouble in (Trouble.NONE, Trouble.DECLINED)
    set_webhook(connection, parcel.webhook_id, AT_EASE if well else resting)
    return True


def noted(connection: Connection, parcel: Parcel, verdict: Verdict, now: datetime) -> bool:
    """Writes the verdict on the delivery, if its lease is still ours."""
    receipt, over = verdict.receipt, verdict.state is not DeliveryState.WAITING
    told: dict[str, Any] = {"state": verdict.state.value, "due_at": verdict.due_at, **FREE}
    told |= {"response_status": receipt.response_status, "trouble": receipt.trouble.value}
    told |= {"error_code": receipt.error_code, "message": receipt.message}
    ours = and_(DELIVERIES.id == parcel.delivery_id, DELIVERIES.lease == parcel.lease)
    changed = connection.execute(
        update(tables.webhook_deliveries)
        .where(ours)
        .values(finished_at=now if over else None, **told)
    )
    return changed.rowcount == 1


def disable(connection: Connection, webhook_id: str, now: datetime) -> None:
    """A webhook whose receiver wants no more; what waits for it waits in vain."""
    set_webhook(connection, webhook_id, {"disabled_at": now})
    ended = {"state": DeliveryState.FAILED.value, "trouble": Trouble.GONE.value, **FREE}
    waiting = DELIVERIES.state == DeliveryState.WAITING.value
    connection.execute(
        update(tables.webhook_deliveries)
        .where(DELIVERIES.webhook_id == webhook_id, waiting)
        .values(finished_at=now, **ended)
    )


def due_now(connection: Connection, delivery_id: str, now: datetime) -> bool:
    """Makes a delivery due again with all its tries, unless it is held or its webhook disabled."""
    of_it = select(DELIVERIES.webhook_id).where(DELIVERIES.id == delivery_id).scalar_subquery()
    # Whoever asks for it says that the receiver is there again: it rests no longer.
    awake = connection.execute(
        update(tables.webhooks)
        .where(WEBHOOKS.id == of_it, WEBHOOKS.disabled_at.is_(None))
        .values(AT_EASE)
    )
    again = {"state": DeliveryState.WAITING.value, "attempts": 0, "due_at": now, **FREE}
    changed = connection.execute(
        update(tables.webhook_deliveries)
        .where(DELIVERIES.id == delivery_id)
        .where(or_(DELIVERIES.until.is_(None), DELIVERIES.until < now))
        .values(finished_at=None, **again)
    )
    return bool(awake.rowcount and changed.rowcount)


def set_webhook(connection: Connection, webhook_id: str, values: dict[str, Any]) -> None:
    connection.execute(update(tables.webhooks).where(WEBHOOKS.id == webhook_id).values(values))
