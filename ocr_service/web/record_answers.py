"""Records for reuse as the JSON that leaves the house; whose records a request may find."""

from ocr_service.actions.own_records import OwnRecords
from ocr_service.actions.provenance import Provenance
from ocr_service.domain import calendar
from ocr_service.domain.reuse import Filed, Use
from ocr_service.exports.record_json import document_json
from ocr_service.web.access import caller, services
from ocr_service.web.answers import Json


def own_records() -> OwnRecords:
    """Those that the caller may see."""
    parts, today = services(), calendar.today()
    return OwnRecords(caller(), parts.records, parts.catalogue, today)


def record_json(record: Filed, own: OwnRecords) -> Json:
    return {
        "id": record.id,
        "code": record.code,
        "document_type": record.document_type,
        "title": record.document.title,
        "number": record.number,
        "issued_on": record.issued_on or None,
        "issuer": record.issuer,
        "valid_until": record.valid_until or None,
        "standing": record.standing(own.today).value,
        "replaced_by": record.replaced_by or None,
        "holders": [
            {"role": it.role, "name": it.name, "number": it.number} for it in record.holders
        ],
        "agency_code": record.agency_code,
        "dossier_id": record.dossier_id,
        "dossier_code": record.dossier_code,
        "procedure_code": record.procedure_code,
        "accepted_at": record.accepted_at.isoformat(),
        "uses": record.uses,
        "document": {"id": record.id, **document_json(record.document)},
    }


def origin_json(told: Provenance) -> Json:
    return {
        "accepted_by": told.accepted_by or None,
        "accepted_at": told.accepted_at.isoformat(),
        "content": told.content,
        "schema_edition": told.schema,
        "program": told.program,
        "files": [{"filename": it.filename, "sha256": it.sha256} for it in told.scans],
    }


def use_json(use: Use) -> Json:
    return {
        "id": use.id,
        "record_id": use.record_id,
        "at": use.at.isoformat(),
        "user": use.user,
        "agency_code": use.agency_code,
        "dossier_code": use.dossier_code,
        "dossier_id": use.dossier_id or None,
        "purpose": use.purpose,
        "consent": use.consent,
    }
