"""Every door, and who may come through it."""

from tests.web.knocking import (
    ADMIN,
    AUDITOR,
    CLERK,
    EVERYBODY,
    OWN,
    SYSTEM,
    Door,
    Others,
    list_of,
    piece,
    upload,
    upload_for_own,
)

MATRIX = {
    # First: what is sent below puts the dossier back to the readers, and out of the queue.
    "pages.reviewing": Door("GET", "/review/{document}", {AUDITOR, ADMIN}),
    "pages.history": Door("GET", "/documents/{document}/history", EVERYBODY),
    "glances.post_glance": Door(
        "POST",
        "/api/v1/documents/{document}/glances",
        {AUDITOR, ADMIN},
        lambda: {"json": {"page": 1, "box": [0.1, 0.1, 0.2, 0.2]}},
    ),
    "glances.get_glance": Door(
        "GET", "/api/v1/documents/{document}/glances/{glance}", {AUDITOR, ADMIN}
    ),
    "desk.get_queue": Door(
        "GET", "/api/v1/reviews/queue", {AUDITOR, ADMIN}, others=Others.SEE_NOTHING
    ),
    "dossiers.post_dossier": Door(
        "POST", "/api/v1/dossiers", {CLERK, SYSTEM, ADMIN}, upload_for_own
    ),
    "dossiers.post_files": Door(
        "POST", "/api/v1/dossiers/{dossier}/files", {CLERK, SYSTEM, ADMIN}, upload
    ),
    "dossiers.post_retry": Door("POST", "/api/v1/dossiers/{dossier}/retry", {CLERK, SYSTEM, ADMIN}),
    "uploads.post_upload": Door(
        "POST",
        "/api/v1/uploads",
        {CLERK, SYSTEM, ADMIN},
        lambda: {"headers": {"Tus-Resumable": "1.0.0", "Upload-Length": "1"}},
        others=Others.ARE_LET_IN,
    ),
    # Whoever began an upload is let in, nobody else: see test_uploads.
    "uploads.patch_upload": Door("PATCH", "/api/v1/uploads/{upload}", set(), piece),
    "uploads.get_upload": Door("GET", "/api/v1/uploads/{upload}", set()),
    "uploads.delete_upload": Door("DELETE", "/api/v1/uploads/{upload}", set(), piece),
    "dossiers.get_dossier": Door("GET", "/api/v1/dossiers/{dossier}", EVERYBODY),
    "dossiers.get_dossiers": Door("GET", "/api/v1/dossiers", EVERYBODY, others=Others.SEE_NOTHING),
    "thumbnails.get_picture": Door(
        "GET", "/api/v1/dossiers/{dossier}/pages/1/picture", EVERYBODY, others=Others.SENT_AWAY
    ),
    "portal.get_portal": Door("GET", "/api/v1/dossiers/{dossier}/portal", EVERYBODY),
    "pages.dossiers": list_of("/dossiers", EVERYBODY),
    "pages.dossier": Door("GET", "/dossiers/{dossier}", EVERYBODY),
    "codes.patch_dossier": Door(
        "PATCH",
        "/api/v1/dossiers/{dossier}",
        EVERYBODY,
        lambda: {"json": {"dossier_code": "H42.1-9"}, "headers": {"If-Match": '"0"'}},
    ),
    "edits.get_edits": Door("GET", "/api/v1/dossiers/{dossier}/edits", EVERYBODY),
    "edits.post_edit": Door(
        "POST",
        "/api/v1/dossiers/{dossier}/edits",
        EVERYBODY,
        lambda: {"json": {"kind": "split", "pages": [1]}, "headers": {"If-Match": '"0"'}},
    ),
    "edits.post_replacement": Door(
        "POST",
        "/api/v1/dossiers/{dossier}/replacements",
        {CLERK, SYSTEM, ADMIN},
        lambda: {**upload(), "headers": {"If-Match": '"0"'}},
    ),
    "edits.delete_last_edit": Door(
        "DELETE",
        "/api/v1/dossiers/{dossier}/edits/last",
        EVERYBODY,
        lambda: {"headers": {"If-Match": '"0"'}},
    ),
    "edits.post_redo": Door(
        "POST",
        "/api/v1/dossiers/{dossier}/edits/redo",
        EVERYBODY,
        lambda: {"headers": {"If-Match": '"0"'}},
    ),
    "edits.delete_file": Door(
        "DELETE",
        "/api/v1/dossiers/{dossier}/files/{file}",
        EVERYBODY,
        lambda: {"headers": {"If-Match": '"0"'}},
    ),
    "events.get_dossier_events": Door("GET", "/api/v1/dossiers/{dossier}/events", EVERYBODY),
    "events.get_events": list_of("/api/v1/events?ids={dossier}", EVERYBODY),
    "documents.get_document": Door("GET", "/api/v1/documents/{document}", EVERYBODY),
    "documents.get_picture": Door("GET", "/api/v1/documents/{document}/pages/1", EVERYBODY),
    "pdfs.get_pdf": Door("GET", "/api/v1/documents/{document}/file.pdf", EVERYBODY),
    "packages.get_package": Door("GET", "/api/v1/dossiers/{dossier}/package.zip", {ADMIN}),
    "pdfs.post_signed_copy": Door(
        "POST", "/api/v1/documents/{document}/signed-copies", {AUDITOR, ADMIN}
    ),
    "pdfs.get_signed_pdf": Door("GET", "/api/v1/documents/{document}/signed.pdf", EVERYBODY),
    "reviews.post_review": Door(
        "POST",
        "/api/v1/documents/{document}/reviews",
        {AUDITOR, ADMIN},
        lambda: {"json": {"verdict": "rejected"}, "headers": {"If-Match": '"x"'}},
    ),
    "reviews.get_reviews": Door("GET", "/api/v1/documents/{document}/reviews", EVERYBODY),
    "keyings.get_blind": Door("GET", "/api/v1/documents/{document}/blind", {AUDITOR, ADMIN}),
    "keyings.post_keyings": Door(
        "POST",
        "/api/v1/documents/{document}/keyings",
        set(),  # people only, of those who may review: programs see what is read
        lambda: {"json": {"fields": {"words": "x"}}},
    ),
    "samples.get_samples": list_of("/api/v1/reviews/samples", EVERYBODY),
    "pages.review": list_of("/review", {AUDITOR, ADMIN}),
    "pages.review_samples": list_of("/review/samples", {AUDITOR, ADMIN}),
    "desk.get_counts": list_of("/api/v1/reviews/queue/counts", {AUDITOR, ADMIN}),
    "desk.post_postpone": Door(
        "POST",
        "/api/v1/documents/{document}/postpone",
        {AUDITOR, ADMIN},
        lambda: {"json": {"minutes": 5}},
    ),
    "desk.delete_postpone": Door(
        "DELETE", "/api/v1/documents/{document}/postpone", {AUDITOR, ADMIN}
    ),
    "desk.post_lease": Door(
        "POST", "/api/v1/documents/{document}/lease", {AUDITOR, ADMIN}, lambda: {"json": {}}
    ),
    "desk.delete_lease": Door("DELETE", "/api/v1/documents/{document}/lease", {AUDITOR, ADMIN}),
    "desk.post_next": Door(
        "POST",
        "/api/v1/reviews/next",
        {AUDITOR, ADMIN},
        lambda: {"json": {}},
        others=Others.ARE_LET_IN,
    ),
    "webhooks.post_webhook": Door(
        "POST",
        "/api/v1/webhooks",
        {SYSTEM, ADMIN},
        lambda: {"json": {"url": "http://127.0.0.1:9/", "agency_code": OWN}},
    ),
    "webhooks.get_webhooks": Door(
        "GET", "/api/v1/webhooks", {SYSTEM, ADMIN}, others=Others.SEE_NOTHING
    ),
    "webhooks.get_webhook": Door("GET", "/api/v1/webhooks/{webhook}", {SYSTEM, ADMIN}),
    "webhooks.get_deliveries": Door(
        "GET", "/api/v1/webhooks/deliveries", {SYSTEM, ADMIN}, others=Others.SEE_NOTHING
    ),
    "webhooks.post_replay": Door(
        "POST", "/api/v1/webhooks/deliveries/{delivery}/replay", {SYSTEM, ADMIN}
    ),
    "pages.operations_webhook": Door("GET", "/operations/webhooks/{webhook}/test", {ADMIN}),
    "pages.operations_replay": Door("GET", "/operations/deliveries/{delivery}/replay", {ADMIN}),
    "webhooks.delete_webhook": Door("DELETE", "/api/v1/webhooks/{webhook}", {SYSTEM, ADMIN}),
    "records.get_records": Door("GET", "/api/v1/records", EVERYBODY, others=Others.SEE_NOTHING),
    "records.get_record": Door("GET", "/api/v1/records/{record}", EVERYBODY),
    "records.get_uses": Door("GET", "/api/v1/records/{record}/uses", EVERYBODY),
    "records.post_use": Door(
        "POST",
        "/api/v1/records/{record}/uses",
        EVERYBODY,
        lambda: {"json": {"purpose": "x", "dossier_code": "x"}},
    ),
    "held.get_held": list_of("/api/v1/procedures/birth/held?personal_id=001304005678", EVERYBODY),
    "records.post_revocation": Door(
        "POST",
        "/api/v1/records/{record}/revocation",
        {AUDITOR, ADMIN},
        lambda: {"json": {"reason": "x"}},
    ),
    "records.delete_revocation": Door(
        "DELETE", "/api/v1/records/{record}/revocation", {AUDITOR, ADMIN}
    ),
    "records.post_sending": Door(
        "POST",
        "/api/v1/records/{record}/sendings",
        EVERYBODY,
        lambda: {"json": {"webhook_id": "x"}},
    ),
    "audit.get_entries": Door("GET", "/api/v1/audit", {AUDITOR, ADMIN}, others=Others.SEE_NOTHING),
    "reports.get_digitization": list_of("/api/v1/reports/digitization", EVERYBODY),
    "reports.get_dossiers": Door(
        "GET", "/api/v1/reports/digitization/dossiers", EVERYBODY, others=Others.SEE_NOTHING
    ),
    "catalogue.get_document_types": list_of("/api/v1/document-types", EVERYBODY),
    "catalogue.get_procedures": list_of("/api/v1/procedures", EVERYBODY),
    "pages.scan": list_of("/scan", {CLERK, SYSTEM, ADMIN}),
    "pages.separators": list_of("/separators.pdf?count=0", {CLERK, SYSTEM, ADMIN}),
    "pages.targets": list_of("/targets", EVERYBODY),
    "pages.targets_dossiers": list_of("/targets/dossiers", EVERYBODY),
    "pages.targets_chart": list_of("/targets/chart.svg", EVERYBODY),
    "pages.targets_csv": list_of("/targets/report.csv", EVERYBODY),
    "reports.get_portal": list_of("/api/v1/reports/portal", EVERYBODY),
    "pages.targets_portal": list_of("/targets/portal.xlsx", EVERYBODY),
    "pages.targets_pdf": list_of("/targets/report.pdf", EVERYBODY),
    "pages.targets_xlsx": list_of("/targets/report.xlsx", EVERYBODY),
    "pages.records": list_of("/records", EVERYBODY),
    "pages.record": Door("GET", "/records/{record}", EVERYBODY),
    "pages.home": list_of("/", EVERYBODY),
    "pages.trail": list_of("/trail", {AUDITOR, ADMIN}),
    "pages.trail_export": list_of("/trail/export", {AUDITOR, ADMIN}),
    "pages.trail_check": list_of("/trail/check", {AUDITOR, ADMIN}),
    "operations.get_operations": list_of("/api/v1/operations", {ADMIN}),
    **{
        f"pages.operations{room and '_'}{room}": list_of(f"/operations/{room}".rstrip("/"), {ADMIN})
        for room in ("", "failures", "keys", "users", "webhooks", "deliveries", "storage")
    },
    "pages.operations_retry_all": list_of("/operations/failures/retry", {ADMIN}),
    "pages.operations_retry": Door("GET", "/operations/failures/{dossier}/retry", {ADMIN}),
    "pages.operations_key": Door("GET", "/operations/keys/{key}/revoke", {ADMIN}),
    "pages.operations_user": Door("GET", "/operations/users/{account}", {ADMIN}),
    "pages.operations_user_act": Door("GET", "/operations/users/{account}/disable", {ADMIN}),
    "readyz": list_of("/readyz", {SYSTEM, ADMIN}),
    "metrics": Door("GET", "/metrics", {SYSTEM, ADMIN}, others=Others.WHOLE_HOUSE_ONLY),
    "erasing.delete_dossier": Door("DELETE", "/api/v1/dossiers/{dossier}", {ADMIN}),
}
