"""What the portal is to be told: which dossiers, not what of them; that is looked up when sent.

So that whatever comes last is what it hears, however often it was out of reach.
"""

from sqlalchemy import Connection, RowMapping, insert, select, update

from ocr_service.domain.dossier import Status
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.webhook import PORTAL_ID, DeliveryState, PortalEvent
from ocr_service.storage import tables
from ocr_service.storage.webhook_rows import delivery_row

WEBHOOKS, EVENTS = tables.webhooks.c, tables.webhook_events.c
DELIVERIES, DOSSIERS = tables.webhook_deliveries.c, tables.dossiers.c


def tell_portal_of(connection: Connection, dossier_id: str) -> None:
    """As ``tell_portal``, of the dossier as its row stands now."""
    found = connection.execute(select(tables.dossiers).where(DOSSIERS.id == dossier_id))
    row = found.mappings().one_or_none()
    if row is not None:
        tell_portal(connection, row)


def tell_portal(connection: Connection, dossier: RowMapping) -> None:
    """A dossier that is accepted, or that was told before, is to be told as it is now.

    One without a code is not: the portal would not know it again. One that is being read is told
    once it has settled.
    """
    status = Status(dossier["status"])
    wanted = status is Status.ACCEPTED or (dossier["portal_told"] and status.settled)
    if not (wanted and dossier["dossier_code"] and listens(connection)):
        return
    if waits(connection, dossier["id"]):
        return
    now = utc_now()
    event = {
        "id": new_id(),
        "event": PortalEvent.DOSSIER.value,
        "dossier_id": dossier["id"],
        "document_id": "",
        "body": "",
        "created_at": now,
    }
    connection.execute(insert(tables.webhook_events).values(event))
    delivery = delivery_row(event["id"], PORTAL_ID, now)
    connection.execute(insert(tables.webhook_deliveries).values(delivery))
    if not dossier["portal_told"]:
        its = DOSSIERS.id == dossier["id"]
        connection.execute(update(tables.dossiers).where(its).values(portal_told=True))


def listens(connection: Connection) -> bool:
    on = select(WEBHOOKS.id).where(WEBHOOKS.id == PORTAL_ID, WEBHOOKS.disabled_at.is_(None))
    return connection.scalar(on) is not None


def waits(connection: Connection, dossier_id: str) -> bool:
    """Whether it is to be told already, and nobody has begun to: locked, so that nobody does
    before our change can be seen.
    """
    asked = (
        select(DELIVERIES.id)
        .join(tables.webhook_events, EVENTS.id == DELIVERIES.event_id)
        .where(
            EVENTS.dossier_id == dossier_id,
            EVENTS.event == PortalEvent.DOSSIER.value,
            DELIVERIES.state == DeliveryState.WAITING.value,
            DELIVERIES.lease == "",
        )
        .limit(1)
    )
    return connection.scalar(asked.with_for_update(of=tables.webhook_deliveries)) is not None
