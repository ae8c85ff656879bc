"""Webhooks and their deliveries in the database; a delivery is sent only under a live lease."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    delete,
    func,
    insert,
    select,
    update,
)

from ocr_service.domain.audit import Act
from ocr_service.domain.errors import Conflict, NotFound
from ocr_service.domain.ids import new_id
from ocr_service.domain.webhook import PORTAL_ID, Delivery, Kind, Parcel, Verdict, Webhook
from ocr_service.storage import tables
from ocr_service.storage.agencies import within
from ocr_service.storage.database import Database
from ocr_service.storage.deeds_of_outsiders import of_delivery, of_webhook
from ocr_service.storage.portal_outbox import tell_of_older
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sending import due_now, record, take_due
from ocr_service.storage.steps import insert_new
from ocr_service.storage.trail import append
from ocr_service.storage.webhook_rows import delivery_from, webhook_from, webhook_row
from ocr_service.storage.webhooks import DeliverySearch

WEBHOOKS = tables.webhooks.c
EVENTS = tables.webhook_events.c
DELIVERIES = tables.webhook_deliveries.c
TOLD = (EVENTS.event, EVENTS.dossier_id, EVENTS.document_id, EVENTS.created_at)
IS_WEBHOOK = WEBHOOKS.kind == Kind.WEBHOOK.value
MOST = 50  # webhooks of one agency: each costs a row for every event


class SqlWebhooks:
    """A WebhookStore in the database; each call is one transaction."""

    def __init__(self, database: Database, seal: Seal | None = None) -> None:
        self._database = database
        self._seal = seal or Seal()

    def add(self, webhook: Webhook, secret: str) -> None:
        row = webhook_row(webhook) | {"secret": self._seal.close(secret)}
        with self._database.write() as connection:
            same = WEBHOOKS.agency_code == webhook.agency_code, IS_WEBHOOK
            counted = select(func.count()).select_from(tables.webhooks).where(*same)
            if (connection.scalar(counted) or 0) >= MOST:
                raise Conflict(f"an agency may have {MOST} webhooks")
            connection.execute(insert(tables.webhooks).values(row))
            append(connection, of_webhook(Act.WEBHOOK_ADDED, row))

    def all(self, agency_code: str = "") -> tuple[Webhook, ...]:
        with self._database.read() as connection:
            rows = connection.execute(
                select(tables.webhooks).where(IS_WEBHOOK, *of(agency_code)).order_by(WEBHOOKS.id)
            )
            return tuple(webhook_from(row) for row in rows.mappings())

    def get(self, webhook_id: str, agency_code: str = "") -> Webhook:
        with self._database.read() as connection:
            return webhook_from(find(connection, webhook_id, agency_code))

    def parcel(self, webhook_id: str, body: str, agency_code: str = "") -> Parcel:
        with self._database.read() as connection:
            row = find(connection, webhook_id, agency_code)
        secret = self._seal.open(row["secret"])
        return Parcel("", webhook_id, new_id(), "", row["url"], secret, body, attempts=1)

    def remove(self, webhook_id: str, agency_code: str = "") -> None:
        with self._database.write() as connection:
            row = find(connection, webhook_id, agency_code, lock=True)
            deliveries = tables.webhook_deliveries
            connection.execute(delete(deliveries).where(DELIVERIES.webhook_id == webhook_id))
            connection.execute(delete(tables.webhooks).where(WEBHOOKS.id == webhook_id))
            append(connection, of_webhook(Act.WEBHOOK_REMOVED, row))

    def aim_at_portal(self, url: str, now: datetime) -> None:
        portal = {
            "id": PORTAL_ID,
            "kind": Kind.PORTAL.value,
            "url": url,
            "events": "",
            "secret": "",
            "agency_code": "",
            "created_at": now,
        }
        with self._database.write() as connection:
            if url:
                insert_new(connection, tables.webhooks, portal)
            off = None if url else now
            its = update(tables.webhooks).where(WEBHOOKS.id == PORTAL_ID)
            connection.execute(its.values(url=url, disabled_at=off))

    def tell_portal_of_older(self, limit: int) -> int:
        with self._database.write() as connection:
            return tell_of_older(connection, limit)

    def deliveries(self, search: DeliverySearch) -> tuple[Delivery, ...]:
        with self._database.read() as connection:
            return look_up(connection, *conditions(search), limit=search.limit)

    def delivery(self, delivery_id: str, agency_code: str = "") -> Delivery:
        with self._database.read() as connection:
            return find_delivery(connection, delivery_id, agency_code)

    def replay(self, delivery_id: str, now: datetime, agency_code: str = "") -> Delivery:
        with self._database.write() as connection:
            find_delivery(connection, delivery_id, agency_code)
            if not due_now(connection, delivery_id, now):
                raise Conflict("it is being sent, or its webhook is disabled")
            append(connection, of_delivery(connection, Act.DELIVERY_REPLAYED, delivery_id))
            return find_delivery(connection, delivery_id, agency_code)

    def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Parcel, ...]:
        return take_due(self._database, self._seal, now, until, limit)

    def record(self, parcel: Parcel, verdict: Verdict, now: datetime) -> bool:
        with self._database.write() as connection:
            return record(connection, parcel, verdict, now)

    def prune(self, before: datetime) -> int:
        deliveries, events = tables.webhook_deliveries, tables.webhook_events
        told = select(DELIVERIES.id).where(DELIVERIES.event_id == EVENTS.id)
        with self._database.write() as connection:
            old = connection.execute(delete(deliveries).where(DELIVERIES.finished_at < before))
            connection.execute(delete(events).where(~told.exists()))
            return old.rowcount


def of(agency_code: str) -> list[ColumnElement[bool]]:
    return within(WEBHOOKS.agency_code, agency_code)


def find(
    connection: Connection, webhook_id: str, agency_code: str, lock: bool = False
) -> RowMapping:
    its = WEBHOOKS.id == webhook_id, IS_WEBHOOK
    asked = select(tables.webhooks).where(*its, *of(agency_code))
    rows = connection.execute(asked.with_for_update() if lock else asked)
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound(f"no webhook {webhook_id}")
    return row


def find_delivery(connection: Connection, delivery_id: str, agency_code: str) -> Delivery:
    found = look_up(connection, DELIVERIES.id == delivery_id, *of(agency_code))
    if not found:
        raise NotFound(f"no delivery {delivery_id}")
    return found[0]


def look_up(
    connection: Connection, *conditions: ColumnElement[bool], limit: int = 1
) -> tuple[Delivery, ...]:
    rows = connection.execute(
        select(tables.webhook_deliveries, *TOLD)
        .join(tables.webhook_events, EVENTS.id == DELIVERIES.event_id)
        .join(tables.webhooks, WEBHOOKS.id == DELIVERIES.webhook_id)
        .where(*conditions)
        .order_by(DELIVERIES.id.desc())
        .limit(limit)
    )
    return tuple(delivery_from(row) for row in rows.mappings())


def conditions(search: DeliverySearch) -> list[ColumnElement[bool]]:
    asked = [
        DELIVERIES.state == search.state.value if search.state else None,
        DELIVERIES.webhook_id == search.webhook_id if search.webhook_id else None,
        DELIVERIES.id < search.after if search.after else None,
    ]
    return [*[it for it in asked if it is not None], *of(search.agency_code)]
