"""Takes files in: what was answered is on the disk and in the database before the bell rings."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ocr_service.domain.dossier import Dossier, Priority, Scan, ScanState, competent_beside
from ocr_service.domain.duplex import Duplex
from ocr_service.domain.errors import Complaint, OcrError, Unavailable
from ocr_service.domain.filename import shown_name
from ocr_service.domain.ids import new_id
from ocr_service.domain.media import complaint_about
from ocr_service.domain.work import Work, WorkKind
from ocr_service.jobs import Bell
from ocr_service.storage import DossierStore, Draft, Once


@dataclass(frozen=True)
class Arrival:
    """A file as it came through the door: its name as sent, its bytes in a draft."""

    filename: str
    draft: Draft


@dataclass(frozen=True)
class Order:
    """What the sender says about the dossier."""

    received_at: datetime
    dossier_code: str = ""
    procedure_code: str = ""
    agency_code: str = ""
    competent_agency_code: str = ""
    priority: Priority = Priority.BATCH
    metadata: dict[str, object] = field(default_factory=dict)
    duplex: Duplex | None = None


class NothingReadable(OcrError):
    """Not one of the files is of a kind that we read; ``complaints`` stand in their order."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        super().__init__(", ".join(complaint.code for complaint in complaints))
        self.complaints = tuple(complaints)


def receive(
    arrivals: Sequence[Arrival],
    order: Order,
    once: Once | None = None,
    *,
    dossiers: DossierStore,
    bell: Bell,
) -> Dossier:
    """A new dossier, safely kept. Raises NothingReadable, Conflict, Unavailable."""
    bell.ping()
    dossier = Dossier(
        new_id(),
        received_at=order.received_at,
        dossier_code=order.dossier_code,
        procedure_code=order.procedure_code,
        agency_code=order.agency_code,
        competent_agency_code=competent_beside(order.agency_code, order.competent_agency_code),
        priority=order.priority,
        metadata=order.metadata,
        scans=keep_all(arrivals, order.duplex),
    )
    works = [opening(scan, dossier) for scan in dossier.scans if not scan.state.final]
    dossiers.add(dossier, works, once)
    ring(works, bell)
    return dossier


def receive_more(
    arrivals: Sequence[Arrival],
    dossier_id: str,
    once: Once | None = None,
    duplex: Duplex | None = None,
    *,
    dossiers: DossierStore,
    bell: Bell,
) -> None:
    """Further files for a dossier. Raises NothingReadable, NotFound, Conflict, Unavailable."""
    bell.ping()
    ring(dossiers.add_scans(dossier_id, keep_all(arrivals, duplex), once), bell)


def retry(dossier_id: str, force: bool = False, *, dossiers: DossierStore, bell: Bell) -> None:
    """Reads again what has failed; with ``force`` also what is in quarantine.

    Raises NotFound, Conflict, Unavailable, and BadInput when all that failed is in quarantine.
    """
    bell.ping()
    ring(dossiers.retry(dossier_id, force), bell)


def ring(works: Sequence[Work], bell: Bell) -> None:
    """The rows are kept: should the bell fail now, the reconciler rings it later."""
    with contextlib.suppress(Unavailable):
        bell.ring(works)


def keep_all(arrivals: Sequence[Arrival], duplex: Duplex | None) -> tuple[Scan, ...]:
    """Every file as a scan, kept; raises NothingReadable when all are turned away."""
    complaints = [complaint_about(arrival.draft.head) for arrival in arrivals]
    refused = [complaint for complaint in complaints if complaint]
    if len(refused) == len(arrivals):
        raise NothingReadable(refused)
    return tuple(
        replace(kept(arrival, complaint), duplex=duplex)
        for arrival, complaint in zip(arrivals, complaints, strict=True)
    )


def kept(arrival: Arrival, complaint: Complaint | None) -> Scan:
    stored = arrival.draft.keep()
    scan = Scan(new_id(), shown_name(arrival.filename), stored.sha256, stored.size)
    return replace(scan, state=ScanState.FAILED, complaint=complaint) if complaint else scan


def opening(scan: Scan, dossier: Dossier) -> Work:
    return Work(
        new_id(),
        WorkKind.OPEN,
        dossier.id,
        priority=dossier.priority,
        agency_code=dossier.agency_code,
        scan_id=scan.id,
    )
