"""Rows of the database to the nouns of the office and back."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import RowMapping

from ocr_service.domain.access import ApiKey, Role
from ocr_service.domain.dossier import (
    Document,
    Dossier,
    Priority,
    Scan,
    ScanState,
    Status,
)
from ocr_service.domain.duplex import Duplex
from ocr_service.domain.errors import Complaint
from ocr_service.domain.page import Page
from ocr_service.domain.page_json import page_from_json, page_to_json
from ocr_service.domain.record import Doubt
from ocr_service.domain.work import Work, WorkKind, WorkState

Row = dict[str, Any]

DOCUMENT = TypeAdapter(Document)
COMPLAINT = TypeAdapter(Complaint)
MISSING = TypeAdapter(tuple[str, ...])
DOUBTS = TypeAdapter(tuple[Doubt, ...])


def dossier_row(dossier: Dossier) -> Row:
    return {
        "id": dossier.id,
        "received_at": dossier.received_at,
        "dossier_code": dossier.dossier_code,
        "procedure_code": dossier.procedure_code,
        "agency_code": dossier.agency_code,
        "competent_agency_code": dossier.competent_agency_code,
        "priority": dossier.priority.value,
        "metadata": json.dumps(dossier.metadata, ensure_ascii=False),
        "status": dossier.status.value,
        "version": dossier.version,
        "round": 1,
        "missing": missing_text(dossier.missing),
        "complaint": complaint_text(dossier.complaint),
        "doubts": doubts_text(dossier.doubts),
        "split_from": dossier.split_from,
        "split_into": missing_text(dossier.split_into),
        "former_codes": missing_text(dossier.former_codes),
    }


def dossier_from(
    row: RowMapping, scans: tuple[Scan, ...], sources: tuple[Scan, ...] = ()
) -> Dossier:
    """A dossier without pages and documents."""
    return Dossier(
        id=row["id"],
        received_at=row["received_at"],
        dossier_code=row["dossier_code"],
        procedure_code=row["procedure_code"],
        agency_code=row["agency_code"],
        competent_agency_code=row["competent_agency_code"],
        priority=Priority(row["priority"]),
        metadata=json.loads(row["metadata"]),
        status=Status(row["status"]),
        version=row["version"],
        scans=scans,
        missing=MISSING.validate_json(row["missing"]),
        complaint=complaint_from(row["complaint"]),
        doubts=DOUBTS.validate_json(row["doubts"]),
        split_from=row["split_from"],
        split_into=MISSING.validate_json(row["split_into"]),
        former_codes=MISSING.validate_json(row["former_codes"]),
        sources=sources,
    )


def scan_row(scan: Scan, dossier_id: str, position: int) -> Row:
    row = asdict(scan)
    row |= {"dossier_id": dossier_id, "position": position, "state": scan.state.value}
    row["complaint"] = complaint_text(scan.complaint)
    row["duplex"] = scan.duplex.value if scan.duplex else ""
    return row


def scan_from(row: RowMapping) -> Scan:
    return Scan(
        id=row["id"],
        filename=row["filename"],
        sha256=row["sha256"],
        size=row["size"],
        state=ScanState(row["state"]),
        page_count=row["page_count"],
        pages_read=row["pages_read"],
        complaint=complaint_from(row["complaint"]),
        upload=row["upload"],
        duplex=Duplex(row["duplex"]) if row["duplex"] else None,
    )


def page_row(scan_id: str, page: Page) -> Row:
    content = json.dumps(page_to_json(page), ensure_ascii=False, separators=(",", ":"))
    return {
        "scan_id": scan_id,
        "number": page.number,
        "picture": page.picture,
        "content": content.encode(),
        "problems": " ".join(problem.value for problem in page.problems),
        "stale": False,
    }


def page_from(row: RowMapping, words: bool = True) -> Page:
    """The page as it was read, numbered in its file."""
    page = page_from_json(json.loads(row["content"]), words)
    return replace(page, scan=row["scan_id"], file_page=row["number"])


def page_as_told(row: RowMapping, words: bool = True) -> Page:
    """The page with what people said of it when its dossier was settled last."""
    page, told = page_from(row, words), row["told_blank"]
    return page if told is None else replace(page, blank=told, told_blank=told)


def document_row(document: Document, dossier_id: str, position: int) -> Row:
    return {
        "id": document.id,
        "dossier_id": dossier_id,
        "position": position,
        "document_type": document.document_type,
        "status": document.status.value,
        "content": DOCUMENT.dump_json(document).decode(),
    }


def document_from(row: RowMapping) -> Document:
    return DOCUMENT.validate_json(row["content"])


def work_row(work: Work) -> Row:
    row = asdict(work)
    row |= {"kind": work.kind.value, "state": work.state.value, "priority": work.priority.value}
    return row


def work_from(row: RowMapping) -> Work:
    words = {
        "kind": WorkKind(row["kind"]),
        "state": WorkState(row["state"]),
        "priority": Priority(row["priority"]),
    }
    return Work(**{**row, **words})


def key_from(row: RowMapping) -> ApiKey:
    return ApiKey(**{**row, "role": Role(row["role"])})


def missing_text(missing: Sequence[str]) -> str:
    return json.dumps(list(missing))


def doubts_text(doubts: Sequence[Doubt]) -> str:
    return DOUBTS.dump_json(tuple(doubts)).decode()


def complaint_text(complaint: Complaint | None) -> str | None:
    return COMPLAINT.dump_json(complaint).decode() if complaint else None


def complaint_from(text: str | None) -> Complaint | None:
    return COMPLAINT.validate_json(text) if text else None
