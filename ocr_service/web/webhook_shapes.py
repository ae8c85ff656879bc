"""The bodies of the webhooks' API, and of what is posted, as OpenAPI describes them."""

from typing import Any

from pydantic import AwareDatetime, ConfigDict, Field

from ocr_service.domain.webhook import DeliveryState, Event, PortalEvent, Trouble
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import Code

LONGEST_URL = 2000
ID = "01920000-0000-7000-8000-000000000001"
URL = "https://motcua.example.vn/ocr"


class WebhookOrder(Shape):
    """Where to post what. Nobody listens for an agency that is not their own."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"url": URL, "events": [Event.DOSSIER_SETTLED.value]}}
    )

    url: str = Field(
        max_length=LONGEST_URL,
        description="https; plain http only within the networks of OCR_WEBHOOK_PRIVATE.",
    )
    events: list[Event] = Field([], max_length=20, description="All of them unless some are named.")
    agency_code: Code = ""


class WebhookPath(Shape):
    webhook_id: str


class DeliveryPath(Shape):
    delivery_id: str


class DeliveriesQuery(Shape):
    """Which deliveries, newest first."""

    status: DeliveryState | None = None
    webhook_id: Code = ""
    limit: int = Field(50, ge=1, le=200)
    cursor: Code = Field("", description="`next` of the page before.")


class Webhook(Shape):
    """``failing_since``: since then its receiver takes nothing; ``disabled_at``: it said 410."""

    id: str
    url: str
    events: list[Event]
    agency_code: str
    created_at: AwareDatetime
    failing_since: AwareDatetime | None
    disabled_at: AwareDatetime | None


class NewWebhook(Webhook):
    """``secret`` verifies what is posted (Standard Webhooks); it is shown this once only."""

    secret: str = Field(pattern="^whsec_")


class WebhookList(Shape):
    items: list[Webhook]
    next: None = None


class Delivery(Shape):
    """``event_id`` is the `webhook-id` of each of its posts; `trouble` that of the last one.

    To the portal (`webhook_id` "portal") the dossier itself is posted; ``error_code`` and
    ``message`` are what it answered.
    """

    id: str
    webhook_id: str
    event_id: str
    event: Event | PortalEvent
    dossier_id: str
    document_id: str | None
    status: DeliveryState
    attempts: int
    created_at: AwareDatetime
    next_attempt_at: AwareDatetime | None
    finished_at: AwareDatetime | None
    response_status: int | None
    trouble: Trouble
    error_code: str
    message: str


class DeliveryList(Shape):
    items: list[Delivery]
    next: str | None


def posted(event: Event) -> dict[str, Any]:
    """What is posted, as an example: ids and codes, never what a paper says."""
    told = {
        "dossier_id": ID,
        "dossier_code": "H42.1-261126-0001",
        "procedure_code": "birth_registration",
        "agency_code": "H42.1",
        "competent_agency_code": "",
        "status": "needs_review"
        if event is Event.DOSSIER_SETTLED
        else event.value.partition(".")[2],
    }
    if event is not Event.DOSSIER_SETTLED:
        told |= {"document_id": ID, "document_type": "birth_certificate"}
    return {"type": event.value, "timestamp": "2026-11-26T08:00:00+00:00", "data": told}
