"""Dossiers and documents as the JSON that leaves the house."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from flask import Response

from ocr_service.domain.dossier import Document, Dossier, Scan
from ocr_service.domain.errors import Complaint
from ocr_service.domain.numbering import places
from ocr_service.domain.record import Value
from ocr_service.exports.record_json import (
    complaint_json,
    document_json,
    doubt_json,
    mark_of,
    page_json,
)
from ocr_service.schema.catalogue import Catalogue
from ocr_service.web.languages import said

Json = dict[str, Any]
Found = TypeVar("Found")
EITHER = "|"  # a group of papers of which one is enough stands as ``a|b``
UNKNOWN_PROCEDURE = {
    "field": None,
    "code": "unknown_procedure",
    "message": "Mã thủ tục này chưa có trong danh mục nên chưa xét được hồ sơ đủ hay thiếu "
    "giấy tờ.",
}


def answer(body: Json, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status=status, headers=headers, mimetype="application/json")


def page_of(
    found: Sequence[Found], limit: int, mark: Callable[[Found], object]
) -> tuple[Sequence[Found], str | None]:
    """Of one more than is shown: those shown, and the cursor to go on with if there are others."""
    shown = found[:limit]
    return shown, str(mark(shown[-1])) if len(found) > limit else None


def summary_json(dossier: Dossier, catalogue: Catalogue) -> Json:
    return {
        "id": dossier.id,
        "status": dossier.status.value,
        "dossier_code": dossier.dossier_code,
        "procedure_code": dossier.procedure_code,
        "agency_code": dossier.agency_code,
        "competent_agency_code": dossier.competent_agency_code,
        "priority": dossier.priority.value,
        "received_at": dossier.received_at.isoformat(),
        "metadata": dossier.metadata,
        "files": [file_json(scan) for scan in (*dossier.sources, *dossier.scans)],
        "missing": [missing_json(paper, catalogue) for paper in dossier.missing],
        "problem": complaint_json(dossier.reason),
        "split_from": dossier.split_from or None,
        "split_into": list(dossier.split_into),
    }


def dossier_json(dossier: Dossier, catalogue: Catalogue) -> Json:
    """All of it; pages and documents once it has settled, for only then are they whole."""
    whole = summary_json(dossier, catalogue)
    settled = dossier.status.settled
    whole["pages"] = pages_json(dossier) if settled else []
    whole["documents"] = (
        [{"id": paper.id, **document_json(paper)} for paper in dossier.documents] if settled else []
    )
    strange = dossier.procedure_code and dossier.procedure_code not in catalogue.procedures
    doubts = [doubt_json(doubt) for doubt in dossier.doubts]
    whole["doubts"] = [*doubts, UNKNOWN_PROCEDURE] if strange else doubts
    return whole


def file_json(scan: Scan) -> Json:
    return {
        "id": scan.id,
        "filename": scan.filename,
        "sha256": scan.sha256,
        "size": scan.size,
        "status": scan.state.value,
        "page_count": scan.page_count,
        "pages_read": scan.pages_read,
        "problem": complaint_json(scan.complaint),
    }


def pages_json(dossier: Dossier) -> list[Json]:
    where = places(dossier.pages)
    return [
        {**page_json(page), "file": where[page.number][0], "file_page": where[page.number][1]}
        for page in dossier.pages
    ]


def missing_json(paper: str, catalogue: Catalogue) -> Json:
    titles = [catalogue.label(code) for code in paper.split(EITHER)]
    return {"document_type": paper, "title": " hoặc ".join(titles)}


def complaint_said(complaint: Complaint | None, spoken: str = "") -> Json | None:
    """For pages: in the language of whoever looks at them, or the one named."""
    if complaint is None:
        return None
    message, remedy = (said(it, spoken) for it in (complaint.message, complaint.remedy))
    return complaint_json(replace(complaint, message=message, remedy=remedy))


def tag_of(document: Document) -> str:
    """The entity tag (RFC 9110, 8.8.3) of a document: another for every change of it."""
    return f'"{mark_of(document)}"'


def one_document_json(document: Document, dossier: Dossier) -> Json:
    return {"id": document.id, "dossier_id": dossier.id, **document_json(document)}


def written(value: Value) -> object:
    """A value as JSON writes it."""
    return list(value) if isinstance(value, tuple) else value
