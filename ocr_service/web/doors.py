"""Every door of the house, and what it asks of whoever wants through. Not named here: closed."""

from collections.abc import Mapping

from ocr_service.domain.access import Permit

# What the API is, not what it holds.
OPEN_BLUEPRINTS = frozenset({"openapi", "swagger"})
OPEN_ENDPOINTS = frozenset({"docs", "livez"})
# Open to the machine itself, for its probes.
LOOPBACK_ENDPOINTS = frozenset({"readyz", "metrics"})

DOORS: Mapping[str, Permit] = {
    "dossiers.post_dossier": Permit.SEND,
    "dossiers.post_files": Permit.SEND,
    "dossiers.post_retry": Permit.SEND,
    "dossiers.get_dossier": Permit.LOOK,
    "dossiers.get_dossiers": Permit.LOOK,
    "documents.get_document": Permit.LOOK,
    "documents.get_picture": Permit.LOOK,
    "webhooks.post_webhook": Permit.LISTEN,
    "webhooks.get_webhooks": Permit.LISTEN,
    "webhooks.get_webhook": Permit.LISTEN,
    "webhooks.delete_webhook": Permit.LISTEN,
    "webhooks.get_deliveries": Permit.LISTEN,
    "webhooks.post_replay": Permit.LISTEN,
    "audit.get_entries": Permit.TRAIL,
    "catalogue.get_document_types": Permit.LOOK,
    "catalogue.get_procedures": Permit.LOOK,
    "readyz": Permit.WATCH,
    "metrics": Permit.WATCH,
}
    "erasing.delete_dossier": Permit.MANAGE,
