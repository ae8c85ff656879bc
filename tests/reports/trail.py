"""Dossiers as the audit trail alone tells them: entry by entry, from the first to the last."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ocr_service.domain.audit import Entry
from tests.reports.town import CATALOGUE, Told, Used


@dataclass
class Seen:
    """One dossier, and what has been told of it so far."""

    told: Told
    documents: dict[str, tuple[str, str]] = field(default_factory=dict)
    reviews: int = 0
    failures: int = 0

    def become(self, status: str) -> None:
        """Reviews before a change of status count, those after it do not."""
        if status != self.told.status:
            self.told.status = status
            self.told.reviews = [self.told.received_at] * bool(self.reviews)
            self.told.settled_at = self.told.received_at

    def judge(self) -> None:
        """What becomes of it by what people said of its papers."""
        statuses = {status for _, status in self.documents.values()}
        if statuses == {"rejected"}:
            self.become("rejected")
        elif statuses <= {"accepted", "rejected"} and self.complete and not self.failures:
            self.become("accepted")
        else:
            self.become("needs_review")

    @property
    def complete(self) -> bool:
        known = CATALOGUE.procedures.get(self.told.procedure_code)
        there = {kind for kind, status in self.documents.values() if status != "rejected"}
        return known is None or set(known.required) <= there  # of a strange one nobody can tell

    def hear(self, entry: Entry) -> None:
        remark = entry.remark
        if entry.act == "document.understood":
            self.documents[entry.document_id] = (remark["document_type"], remark["status"])
        elif entry.act in ("dossier.settled", "dossier.failed"):
            self.become(remark.get("status", "failed"))
        elif entry.act == "file.failed":
            self.failures += 1
            self.told.secret = self.told.secret or remark["code"] == "secret_paper"
        elif entry.act == "document.reviewed":
            self.documents[entry.document_id] = (remark["document_type"], remark["verdict"])
            self.reviews += 1
            self.judge()
        elif entry.act == "dossier.named":
            self.told.procedure_code = remark["procedure_code"]
            self.become(remark["status"])
        elif entry.act == "dossier.erased":
            self.told.erased = True

    def whole(self) -> Told:
        self.told.documents = list(self.documents.values())
        return self.told


def from_trail(entries: Iterable[Entry]) -> tuple[list[Told], list[Used]]:
    """Those that are still there, and all uses of records that were ever told."""
    seen: dict[str, Seen] = {}
    uses: list[Used] = []
    for entry in entries:
        remark, its = entry.remark, entry.dossier_id
        if entry.act == "dossier.received":
            at = datetime.fromisoformat(remark["received_at"])
            code = remark["procedure_code"]
            seen[its] = Seen(Told(at, entry.agency_code, code, "received", id=its))
        elif entry.act == "record.used":
            inside = remark["used_in"] if remark["used_in"] in seen else ""
            uses.append(Used(inside, "", remark["used_by"], its, entry.agency_code))
        elif its in seen:
            seen[its].hear(entry)
    return [it.whole() for it in seen.values() if not it.told.erased], uses
