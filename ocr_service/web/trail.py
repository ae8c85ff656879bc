"""What leaves the house is told to the audit trail before it leaves: no trail, no paper."""

from collections.abc import Mapping, Sequence

from flask import Flask, Response, g, request

from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.reuse import Filed
from ocr_service.web.access import caller, services
from ocr_service.web.problems import unavailable

# Every door that asks for a permit stands in one of these two. Whoever hands something out says
# what (``shown``); an answer without content (304: the caller has it already) hands out nothing.
HANDS_OUT: Mapping[str, Act] = {
    "dossiers.get_dossier": Act.DOSSIER_READ,
    "dossiers.get_dossiers": Act.DOSSIERS_LISTED,
    "uploads.get_upload": Act.DOSSIERS_LISTED,  # those that hold the same file
    "documents.get_document": Act.DOCUMENT_READ,
    "documents.get_picture": Act.PICTURE_READ,
    "portal.get_portal": Act.EXPORT_MADE,
    "thumbnails.get_picture": Act.PICTURE_READ,
    "pages.dossiers": Act.DOSSIERS_LISTED,
    "pages.dossier": Act.DOSSIER_READ,
    "pdfs.get_pdf": Act.DOCUMENT_READ,
    "packages.get_package": Act.EXPORT_MADE,
    "pdfs.get_signed_pdf": Act.DOCUMENT_READ,
    "reviews.get_reviews": Act.DOCUMENT_READ,
    "pages.reviewing": Act.DOCUMENT_READ,
    "pages.history": Act.DOCUMENT_READ,
    "glances.post_glance": Act.DOCUMENT_READ,
    "glances.get_glance": Act.DOCUMENT_READ,
    "desk.get_queue": Act.DOSSIERS_LISTED,
    "records.get_records": Act.RECORD_HANDED_OUT,
    "records.get_record": Act.RECORD_HANDED_OUT,
    "held.get_held": Act.RECORD_HANDED_OUT,
    "records.get_uses": Act.RECORD_READ,
    "pages.review": Act.DOSSIERS_LISTED,
    "pages.records": Act.RECORD_READ,
    "pages.record": Act.RECORD_READ,
    "audit.get_entries": Act.TRAIL_READ,
    "reports.get_digitization": Act.REPORT_READ,
    "reports.get_dossiers": Act.DOSSIERS_LISTED,
    "reports.get_portal": Act.REPORT_READ,
    "pages.trail": Act.TRAIL_READ,
    "pages.trail_export": Act.TRAIL_READ,
    "pages.operations_failures": Act.DOSSIERS_LISTED,
    "pages.targets": Act.REPORT_READ,
    "pages.targets_dossiers": Act.DOSSIERS_LISTED,
    "pages.targets_chart": Act.REPORT_READ,
    "pages.targets_csv": Act.REPORT_READ,
    "pages.targets_xlsx": Act.REPORT_READ,
    "pages.targets_portal": Act.REPORT_READ,
    "pages.targets_pdf": Act.REPORT_READ,
}
# Changes are told by storage, in their own transactions; the others show no paper.
TOLD_ELSEWHERE = frozenset(
    {
        "dossiers.post_dossier",
        "dossiers.post_files",
        "dossiers.post_retry",
        "codes.patch_dossier",
        "edits.get_edits",
        "edits.post_edit",
        "edits.post_replacement",
        "edits.delete_last_edit",
        "edits.post_redo",
        "edits.delete_file",
        "events.get_dossier_events",
        "events.get_events",
        "uploads.post_upload",
        "uploads.patch_upload",
        "uploads.delete_upload",
        "pdfs.post_signed_copy",
        "reviews.post_review",
        "keyings.get_blind",
        "keyings.post_keyings",
        "samples.get_samples",
        "pages.review_samples",
        "desk.get_counts",
        "desk.post_next",
        "desk.post_lease",
        "desk.delete_lease",
        "desk.post_postpone",
        "desk.delete_postpone",
        "records.post_use",
        "records.post_sending",
        "records.post_revocation",
        "records.delete_revocation",
        "erasing.delete_dossier",
        "webhooks.post_webhook",
        "webhooks.get_webhooks",
        "webhooks.get_webhook",
        "webhooks.delete_webhook",
        "webhooks.get_deliveries",
        "webhooks.post_replay",
        "catalogue.get_document_types",
        "catalogue.get_procedures",
        "pages.home",
        "pages.scan",
        "pages.separators",
        "pages.trail_check",
        "operations.get_operations",
        "pages.operations",
        "pages.operations_retry_all",
        "pages.operations_retry",
        "pages.operations_keys",
        "pages.operations_key",
        "pages.operations_users",
        "pages.operations_user",
        "pages.operations_user_act",
        "pages.operations_webhooks",
        "pages.operations_webhook",
        "pages.operations_deliveries",
        "pages.operations_replay",
        "pages.operations_storage",
    }
)
WITH_CONTENT = frozenset({200, 206})


def add_trail(app: Flask) -> None:
    """To be added last: what is added last looks at an answer first."""
    app.after_request(tell)


def shown(dossier: Dossier, document_id: str = "", **remark: str | int) -> None:
    """This request hands out the dossier, or that document of it."""
    g.shown = {
        "agency_code": dossier.agency_code,
        "dossier_id": dossier.id,
        "document_id": document_id,
        "remark": {"status": dossier.status.value, **remark},
    }


def shown_record(record: Filed, **remark: str | int) -> None:
    """This request hands out the record."""
    g.shown = {
        "agency_code": record.agency_code,
        "dossier_id": record.dossier_id,
        "document_id": record.id,
        "remark": {"document_type": record.document_type, **remark},
    }


def shown_list(agency_code: str, ids: Sequence[object]) -> None:
    """This request hands out these, all of one agency or of the caller's own and those below."""
    g.shown = {
        "agency_code": agency_code or caller().agency_code,
        "remark": {"found": len(ids), "ids": " ".join(map(str, ids))},
    }


def shown_report(agency_code: str, **remark: str) -> None:
    """This request hands out counts of this agency and all below it."""
    g.shown = {"agency_code": agency_code, "remark": remark}


def shown_search(agency_code: str, **remark: str | int) -> None:
    """This request hands out all that a search has found."""
    g.shown = {"agency_code": agency_code or caller().agency_code, "remark": remark}


def tell(response: Response) -> Response:
    """The answer, once the trail knows of it; else 503."""
    act = HANDS_OUT.get(request.endpoint or "")
    if act is None or response.status_code not in WITH_CONTENT or request.method == "OPTIONS":
        return response
    try:
        services().audit.append(Deed(act, **g.shown))
    except Unavailable as trouble:
        response.close()
        return unavailable(trouble)
    return response
