"""What the audit trail is told of other systems, their webhooks and keys; never a secret."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from ocr_service.domain.audit import Act, Deed
from ocr_service.storage import tables

DELIVERIES = tables.webhook_deliveries.c
EVENTS = tables.webhook_events.c
DOSSIERS = tables.dossiers.c
STONES = tables.tombstones.c


def of_webhook(act: Act, row: Mapping[str, Any] | RowMapping) -> Deed:
    return Deed(act, row["agency_code"], subject=row["id"])


def of_delivery(connection: Connection, act: Act, delivery_id: str) -> Deed:
    """``subject`` is the webhook that is told."""
    asked = (
        select(
            DELIVERIES.webhook_id,
            EVENTS.event,
            EVENTS.dossier_id,
            EVENTS.document_id,
            func.coalesce(DOSSIERS.agency_code, STONES.agency_code).label("agency_code"),
        )
        .join(tables.webhook_events, EVENTS.id == DELIVERIES.event_id)
        .outerjoin(tables.dossiers, DOSSIERS.id == EVENTS.dossier_id)
        .outerjoin(tables.tombstones, STONES.dossier_id == EVENTS.dossier_id)
        .where(DELIVERIES.id == delivery_id)
    )
    row = connection.execute(asked).one()
    return Deed(
        act,
        row.agency_code,
        row.dossier_id,
        row.document_id,
        subject=row.webhook_id,
        remark={"event": row.event, "delivery": delivery_id},
    )


def of_key(act: Act, key_id: str, agency_code: str, role: str) -> Deed:
    return Deed(act, agency_code, subject=key_id, remark={"role": role})
