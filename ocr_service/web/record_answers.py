"""Records for reuse as the JSON that leaves the house; whose records a request may find."""

from datetime import date

from ocr_service.actions.own_records import UNSAID, OwnRecords, Why
from ocr_service.actions.provenance import Provenance, Version
from ocr_service.domain import calendar
from ocr_service.domain.reuse import Filed, Revocation, Use
from ocr_service.exports.record_json import document_json
from ocr_service.web.access import caller, services
from ocr_service.web.answers import Json


def own_records(why: Why = UNSAID) -> OwnRecords:
    """Those that the caller may see, who has said why or not."""
    parts, today = services(), calendar.today()
    across = parts.settings.reuse_across
    return OwnRecords(caller(), parts.records, parts.catalogue, today, why, across)


def record_json(record: Filed, own: OwnRecords) -> Json:
    """All of it: what is told of it, whose dossier it lies in, and what it says."""
    return {
        **brief_json(record, own.today),
        "dossier_id": record.dossier_id,
        "dossier_code": record.dossier_code,
        "procedure_code": record.procedure_code,
        "document": {"id": record.id, **document_json(record.document)},
    }


def brief_json(record: Filed, day: date) -> Json:
    """What is told of it, ``standing`` as on that day."""
    return {
        "id": record.id,
        "code": record.code,
        "document_type": record.document_type,
        "title": record.document.title,
        "number": record.number,
        "issued_on": record.issued_on or None,
        "issuer": record.issuer,
        "valid_until": record.valid_until or None,
        "standing": record.standing(day).value,
        "revocation": revocation_json(record.revoked) if record.revoked else None,
        "replaced_by": record.replaced_by or None,
        "holders": [
            {"role": it.role, "name": it.name, "number": it.number} for it in record.holders
        ],
        "agency_code": record.agency_code,
        "accepted_at": record.accepted_at.isoformat(),
        "uses": record.uses,
    }


def revocation_json(told: Revocation) -> Json:
    return {
        "at": told.at.isoformat(),
        "user": told.user,
        "reason": told.reason,
        "decided_on": told.decided_on or None,
        "document_number": told.document_number,
    }


def origin_json(told: Provenance) -> Json:
    return {
        "accepted_by": told.accepted_by or None,
        "accepted_at": told.accepted_at.isoformat(),
        "content": told.content,
        "schema_edition": told.schema,
        "program": told.program,
        "files": [{"filename": it.filename, "sha256": it.sha256} for it in told.scans],
        "versions": [version_json(it) for it in told.versions],
    }


def version_json(told: Version) -> Json:
    return {
        "at": told.at.isoformat(),
        "reviewer": told.reviewer,
        "verdict": told.verdict.value,
        "changed": list(told.changed),
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
