"""What the audit trail is told of dossiers: codes, counts and hashes, never a value of a paper."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from ocr_service.domain.audit import Act, Deed, digest
from ocr_service.domain.dossier import Dossier, Scan, Status
from ocr_service.domain.errors import Complaint
from ocr_service.storage import tables

SCANS = tables.scans.c


def received(dossier: Dossier) -> Deed:
    """``after`` is of the files' hashes, in order."""
    told: dict[str, str | int] = {
        "procedure_code": dossier.procedure_code,
        "priority": dossier.priority.value,
        "received_at": dossier.received_at.isoformat(),
        "files": len(dossier.scans),
    }
    if dossier.competent_agency_code:
        told["competent_agency_code"] = dossier.competent_agency_code
    if dossier.split_from:
        told["split_from"] = dossier.split_from
    return Deed(
        Act.DOSSIER_RECEIVED,
        dossier.agency_code,
        dossier.id,
        after=digest([scan.sha256 for scan in dossier.scans]),
        remark=told,
    )


def files_added(connection: Connection, dossier: RowMapping, scans: Sequence[Scan]) -> Deed:
    """Told before they are added: ``before`` and ``after`` are of all files' hashes, in order."""
    held = select(SCANS.sha256).where(SCANS.dossier_id == dossier["id"]).order_by(SCANS.position)
    before = list(connection.scalars(held))
    return Deed(
        Act.FILES_ADDED,
        dossier["agency_code"],
        dossier["id"],
        before=digest(before),
        after=digest([*before, *[scan.sha256 for scan in scans]]),
        remark={"files": len(scans)},
    )


def retried(dossier: RowMapping, files: int, force: bool) -> Deed:
    act = Act.DOSSIER_FORCED if force else Act.DOSSIER_RETRIED
    return Deed(act, dossier["agency_code"], dossier["id"], remark={"files": files})


def codes_corrected(before: Dossier, after: Dossier) -> Deed:
    """``before`` and ``after`` are of both codes: a dossier's own may name a person."""
    return Deed(
        Act.DOSSIER_NAMED,
        after.agency_code,
        after.id,
        before=digest([before.dossier_code, before.procedure_code]),
        after=digest([after.dossier_code, after.procedure_code]),
        remark={
            "code_changed": int(before.dossier_code != after.dossier_code),
            "procedure_before": before.procedure_code,
            "procedure_code": after.procedure_code,
            "competent_before": before.competent_agency_code,
            "competent_agency_code": after.competent_agency_code,
            "status": after.status.value,
            "missing": len(after.missing),
        },
    )


def file_failed(dossier: RowMapping, scan_id: str, complaint: Complaint) -> Deed:
    return Deed(
        Act.FILE_FAILED,
        dossier["agency_code"],
        dossier["id"],
        subject=scan_id,
        remark={"code": complaint.code},
    )


def dossier_failed(dossier: RowMapping, complaint: Complaint) -> Deed:
    told = {"code": complaint.code, "procedure_code": dossier["procedure_code"]}
    return Deed(Act.DOSSIER_FAILED, dossier["agency_code"], dossier["id"], remark=told)


def settled_as(
    settled: Dossier, before: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
) -> list[Deed]:
    """Each document that is not as it was, then the dossier.

    ``before``: the contents of the documents of the round before, by their ids, in order; ``rows``:
    those of now.
    """
    after = {row["id"]: row["content"] for row in rows}
    changed = [row for row in rows if before.get(row["id"]) != row["content"]]
    return [
        *[understood(settled, row, before) for row in changed],
        *[dropped(settled, id_, content) for id_, content in before.items() if id_ not in after],
        whole(settled, list(before.values()), list(after.values())),
    ]


def whole(settled: Dossier, before: Sequence[str], after: Sequence[str]) -> Deed:
    """Of the dossier, by the contents of all its documents in order."""
    return Deed(
        Act.DOSSIER_FAILED if settled.status is Status.FAILED else Act.DOSSIER_SETTLED,
        settled.agency_code,
        settled.id,
        before=digest([digest(content) for content in before]),
        after=digest([digest(content) for content in after]),
        remark={
            "status": settled.status.value,
            "procedure_code": settled.procedure_code,
            "documents": len(after),
            "pages": len(settled.pages),
            "missing": len(settled.missing),
        },
    )


def understood(settled: Dossier, row: Mapping[str, Any], before: Mapping[str, str]) -> Deed:
    return Deed(
        Act.DOCUMENT_UNDERSTOOD,
        settled.agency_code,
        settled.id,
        row["id"],
        before=digest(before.get(row["id"], "")),
        after=digest(row["content"]),
        remark={"document_type": row["document_type"], "status": row["status"]},
    )


def dropped(settled: Dossier, document_id: str, content: str) -> Deed:
    return Deed(
        Act.DOCUMENT_DROPPED,
        settled.agency_code,
        settled.id,
        document_id,
        before=digest(content),
    )
