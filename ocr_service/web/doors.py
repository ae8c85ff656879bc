"""Every door of the house, and what it asks of whoever wants through. Not named here: closed."""

from collections.abc import Mapping

from ocr_service.domain.access import Permit

# What the API is, not what it holds.
OPEN_BLUEPRINTS = frozenset({"openapi", "swagger"})
# Where people come in: each asks for itself what still stands between a session and the house.
DOORSTEP = frozenset(
    {
        "pages.static",
        "pages.language",
        "pages.sign_in",
        "pages.second_factor",
        "pages.office",
        "pages.back_from_office",
        "pages.sign_out",
        "pages.sign_out_everywhere",
        "pages.password",
        "pages.set_up",
        "pages.recovery_codes",
    }
)
OPEN_ENDPOINTS = frozenset({"docs", "livez"}) | DOORSTEP
# Open to the machine itself, for its probes.
LOOPBACK_ENDPOINTS = frozenset({"readyz", "metrics"})

DOORS: Mapping[str, Permit] = {
    "dossiers.post_dossier": Permit.SEND,
    "dossiers.post_files": Permit.SEND,
    "dossiers.post_retry": Permit.SEND,
    "uploads.post_upload": Permit.SEND,
    "uploads.patch_upload": Permit.SEND,
    "uploads.get_upload": Permit.SEND,
    "uploads.delete_upload": Permit.SEND,
    "dossiers.get_dossier": Permit.LOOK,
    "dossiers.get_dossiers": Permit.LOOK,
    "edits.get_edits": Permit.LOOK,
    "edits.post_edit": Permit.ARRANGE,
    "edits.post_replacement": Permit.SEND,
    "edits.delete_last_edit": Permit.ARRANGE,
    "edits.post_redo": Permit.ARRANGE,
    "edits.delete_file": Permit.ARRANGE,
    "events.get_dossier_events": Permit.LOOK,
    "events.get_events": Permit.LOOK,
    "documents.get_document": Permit.LOOK,
    "erasing.delete_dossier": Permit.MANAGE,
    "documents.get_picture": Permit.LOOK,
    "reviews.post_review": Permit.REVIEW,
    "reviews.get_reviews": Permit.LOOK,
    "keyings.get_blind": Permit.REVIEW,
    "keyings.post_keyings": Permit.REVIEW,
    "samples.get_samples": Permit.REPORT,
    "glances.post_glance": Permit.REVIEW,
    "glances.get_glance": Permit.REVIEW,
    "desk.get_queue": Permit.REVIEW,
    "desk.get_counts": Permit.REVIEW,
    "desk.post_next": Permit.REVIEW,
    "desk.post_lease": Permit.REVIEW,
    "desk.delete_lease": Permit.REVIEW,
    "desk.post_postpone": Permit.REVIEW,
    "desk.delete_postpone": Permit.REVIEW,
    "records.get_records": Permit.REUSE,
    "records.get_record": Permit.REUSE,
    "records.post_use": Permit.REUSE,
    "records.get_uses": Permit.REUSE,
    "records.post_sending": Permit.REUSE,
    "webhooks.post_webhook": Permit.LISTEN,
    "webhooks.get_webhooks": Permit.LISTEN,
    "webhooks.get_webhook": Permit.LISTEN,
    "webhooks.delete_webhook": Permit.LISTEN,
    "webhooks.get_deliveries": Permit.LISTEN,
    "webhooks.post_replay": Permit.LISTEN,
    "audit.get_entries": Permit.TRAIL,
    "reports.get_digitization": Permit.REPORT,
    "catalogue.get_document_types": Permit.LOOK,
    "catalogue.get_procedures": Permit.LOOK,
    "pages.home": Permit.LOOK,
    "pages.separators": Permit.SEND,
    "readyz": Permit.WATCH,
    "metrics": Permit.WATCH,
}
