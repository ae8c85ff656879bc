"""The outbox: what is to be told, written in the transaction of the change that it tells of."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from ocr_service.domain.access import lineage
from ocr_service.domain.dossier import Status
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.webhook import News
from ocr_service.storage import tables
from ocr_service.storage.portal_outbox import tell_portal
from ocr_service.storage.webhook_rows import delivery_row

Row = dict[str, Any]


def tell(connection: Connection, dossier_id: str, news: Sequence[News]) -> None:
    """Keeps each of ``news`` of a locked dossier for every webhook that asked for it."""
    if not news:
        return
    dossiers = tables.dossiers
    found = connection.execute(select(dossiers).where(dossiers.c.id == dossier_id))
    dossier, now = found.mappings().one(), utc_now()
    listening = listeners(connection, dossier)
    for told in news:
        hearing = [webhook_id for webhook_id, events in listening if told.event in events]
        if hearing:
            event = event_row(dossier, told, now)
            connection.execute(insert(tables.webhook_events).values(event))
            rows = [delivery_row(event["id"], webhook_id, now) for webhook_id in hearing]
            connection.execute(insert(tables.webhook_deliveries), rows)
    tell_portal(connection, dossier)


def tell_one(
    connection: Connection, dossier_id: str, news: News, webhook_id: str, now: datetime
) -> bool:
    """Keeps ``news`` for one webhook; False where it does not hear of this dossier or event."""
    dossiers = tables.dossiers
    found = connection.execute(select(dossiers).where(dossiers.c.id == dossier_id))
    dossier = found.mappings().one()
    if (webhook_id, True) not in [
        (id_, news.event in events) for id_, events in listeners(connection, dossier)
    ]:
        return False
    event = event_row(dossier, news, now)
    connection.execute(insert(tables.webhook_events).values(event))
    delivery = delivery_row(event["id"], webhook_id, now)
    connection.execute(insert(tables.webhook_deliveries), [delivery])
    return True


def tell_of_dossier(connection: Connection, dossier_id: str, status: Status) -> None:
    if status.settled:
        tell(connection, dossier_id, [News.of_dossier(status)])


def listeners(connection: Connection, dossier: RowMapping) -> list[tuple[str, list[str]]]:
    """Who hears of a dossier, and what; none of them can be removed until we commit.

    Whoever may look at it: the agency that took it in, the competent one, those above them.
    """
    webhooks = tables.webhooks
    agencies = {*lineage(dossier["agency_code"]), *lineage(dossier["competent_agency_code"])}
    rows = connection.execute(
        select(webhooks.c.id, webhooks.c.events)
        .where(webhooks.c.agency_code.in_(sorted(agencies)), webhooks.c.disabled_at.is_(None))
        .order_by(webhooks.c.id)
        .with_for_update(read=True, key_share=True)
    )
    return [(row.id, row.events.split()) for row in rows]


def event_row(dossier: RowMapping, news: News, now: datetime) -> Row:
    return {
        "id": new_id(),
        "event": news.event.value,
        "dossier_id": dossier["id"],
        "document_id": news.document_id,
        "body": json.dumps(body_of(dossier, news, now), ensure_ascii=False),
        "created_at": now,
    }


def body_of(dossier: RowMapping, news: News, now: datetime) -> Row:
    """The envelope of Standard Webhooks; ids and codes only, the rest is asked for with a key."""
    told = {
        "dossier_id": dossier["id"],
        "dossier_code": dossier["dossier_code"],
        "procedure_code": dossier["procedure_code"],
        "agency_code": dossier["agency_code"],
        "competent_agency_code": dossier["competent_agency_code"],
        "status": news.status,
    }
    if news.document_id:
        told |= {"document_id": news.document_id, "document_type": news.document_type}
    return {"type": news.event.value, "timestamp": now.isoformat(), "data": told}
