"""Rows of webhooks and deliveries to the nouns of the office and back."""

from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from ocr_service.domain.ids import new_id
from ocr_service.domain.webhook import (
    Delivery,
    DeliveryState,
    Event,
    PortalEvent,
    Trouble,
    Webhook,
)


def webhook_row(webhook: Webhook) -> dict[str, Any]:
    """Without its secret."""
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": " ".join(webhook.events),
        "agency_code": webhook.agency_code,
        "created_at": webhook.created_at,
        "failing_since": webhook.failing_since,
        "disabled_at": webhook.disabled_at,
    }


def webhook_from(row: RowMapping) -> Webhook:
    return Webhook(
        id=row["id"],
        url=row["url"],
        events=tuple(Event(word) for word in row["events"].split()),
        created_at=row["created_at"],
        agency_code=row["agency_code"],
        failing_since=row["failing_since"],
        disabled_at=row["disabled_at"],
    )


def delivery_from(row: RowMapping) -> Delivery:
    """From a delivery's row with what its event says."""
    return Delivery(
        id=row["id"],
        webhook_id=row["webhook_id"],
        event_id=row["event_id"],
        event=event_from(row["event"]),
        dossier_id=row["dossier_id"],
        document_id=row["document_id"],
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        created_at=row["created_at"],
        due_at=row["due_at"],
        finished_at=row["finished_at"],
        response_status=row["response_status"],
        trouble=Trouble(row["trouble"]),
        error_code=row["error_code"],
        message=row["message"],
    )


def event_from(word: str) -> Event | PortalEvent:
    return PortalEvent(word) if word in set(PortalEvent) else Event(word)


def delivery_row(event_id: str, webhook_id: str, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "event_id": event_id,
        "webhook_id": webhook_id,
        "state": DeliveryState.WAITING.value,
        "attempts": 0,
        "due_at": now,
        "lease": "",
        "trouble": Trouble.NONE.value,
    }
