"""The tables of those who are told (webhooks, the portal), their outbox, their deliveries."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from ocr_service.storage.columns import CODE, ID, WORD, Instant, metadata

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", WORD, nullable=False, server_default="webhook"),
    Column("url", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("secret", Text, nullable=False),  # sealed with OCR_SECRET_KEY where there is one
    Column("agency_code", CODE, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("failing_since", Instant),
    Column("rest_until", Instant),
    Column("disabled_at", Instant),
    Index(None, "agency_code"),
)


# The outbox: written in the transaction of the change that it tells of.
webhook_events = Table(
    "webhook_events",
    metadata,
    Column("id", ID, primary_key=True),
    Column("event", WORD, nullable=False),
    Column("dossier_id", ID, nullable=False),
    Column("document_id", ID, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index(None, "dossier_id"),
)


webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("id", ID, primary_key=True),
    Column("event_id", ID, ForeignKey("webhook_events.id"), nullable=False),
    Column("webhook_id", ID, ForeignKey("webhooks.id"), nullable=False),
    Column("state", WORD, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("lease", ID, nullable=False),
    Column("until", Instant),
    Column("finished_at", Instant),
    Column("response_status", Integer),
    Column("trouble", WORD, nullable=False),
    # What the portal answered; long numbers masked.
    Column("error_code", WORD, nullable=False, server_default=""),
    Column("message", String(500), nullable=False, server_default=""),
    UniqueConstraint("event_id", "webhook_id"),
    Index(None, "webhook_id", "state"),
    Index(None, "state", "due_at"),
    Index(None, "finished_at"),
)
