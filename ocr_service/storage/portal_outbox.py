"""What the portal is to be told: which dossiers, not what of them; that is looked up when sent.

So that whatever comes last is what it hears, however often it was out of reach. It knows a dossier
by its code: all dossiers of one code at one agency are one to it.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, insert, select, update

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


def tell_portal_under(connection: Connection, agency_code: str, dossier_code: str) -> None:
    """Of what still bears a code that another dossier bore."""
    its = DOSSIERS.agency_code == agency_code, DOSSIERS.dossier_code == dossier_code
    first = connection.scalar(select(DOSSIERS.id).where(*its).order_by(DOSSIERS.id).limit(1))
    if dossier_code and first:
        tell_portal_of(connection, first)


def tell_portal(connection: Connection, dossier: RowMapping) -> None:
    """A dossier that is accepted, or whose code was told before, is to be told as it is now.

    One without a code is not: the portal would not know it again. One that is being read is told
    once it has settled. While the portal is off, changes of what it was told of wait for it.
    """
    status = Status(dossier["status"])
    if not (dossier["dossier_code"] and status.settled and is_known(connection)):
        return
    accepted = status is Status.ACCEPTED and listens(connection)
    if not (accepted or was_told(connection, dossier)):
        return
    if not dossier["portal_told"]:
        its = DOSSIERS.id == dossier["id"]
        connection.execute(update(tables.dossiers).where(its).values(portal_told=True))
    if not waits(connection, dossier["id"]):
        plan(connection, PortalEvent.DOSSIER, dossier["id"], "", utc_now())


def tell_of_older(connection: Connection, limit: int) -> int:
    """Of so many that were accepted while it did not listen; how many. 0: no more, or it is off."""
    older = accepted_untold()
    asked = select(tables.dossiers).where(older).order_by(DOSSIERS.id).limit(limit)
    if not listens(connection):
        return 0
    rows = connection.execute(asked.with_for_update()).mappings().all()
    for row in rows:
        tell_portal(connection, row)
    return len(rows)


def accepted_untold() -> ColumnElement[bool]:
    return and_(
        DOSSIERS.status == Status.ACCEPTED.value,
        DOSSIERS.dossier_code != "",
        DOSSIERS.portal_told.is_(False),
    )


def plan(
    connection: Connection, event: PortalEvent, dossier_id: str, body: str, now: datetime
) -> None:
    event_id = new_id()
    row = {
        "id": event_id,
        "event": event.value,
        "dossier_id": dossier_id,
        "document_id": "",
        "body": body,
        "created_at": now,
    }
    connection.execute(insert(tables.webhook_events).values(row))
    delivery = delivery_row(event_id, PORTAL_ID, now)
    connection.execute(insert(tables.webhook_deliveries).values(delivery))


def is_known(connection: Connection) -> bool:
    """Whether there ever was a portal to tell, on or off."""
    its = select(WEBHOOKS.id).where(WEBHOOKS.id == PORTAL_ID)
    return connection.scalar(its) is not None


def listens(connection: Connection) -> bool:
    on = select(WEBHOOKS.id).where(WEBHOOKS.id == PORTAL_ID, WEBHOOKS.disabled_at.is_(None))
    return connection.scalar(on) is not None


def was_told(connection: Connection, dossier: RowMapping) -> bool:
    """Of it, or of another one of its code."""
    if dossier["portal_told"]:
        return True
    told = (
        DOSSIERS.agency_code == dossier["agency_code"],
        DOSSIERS.dossier_code == dossier["dossier_code"],
        DOSSIERS.portal_told.is_(True),
    )
    return connection.scalar(select(DOSSIERS.id).where(*told).limit(1)) is not None


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
