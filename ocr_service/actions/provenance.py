"""Where a record comes from: the scans, who accepted it, by which schema and program."""

from dataclasses import dataclass
from datetime import datetime

from ocr_service.domain.dossier import Dossier, Scan
from ocr_service.domain.reuse import Filed
from ocr_service.domain.review import Answer, Review, Verdict
from ocr_service.storage import DossierStore
from ocr_service.storage.reviews import ReviewStore


@dataclass(frozen=True, slots=True)
class Version:
    """What a person made of it; ``changed``: the fields that then said something else."""

    at: datetime
    reviewer: str
    verdict: Verdict
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """``accepted_by`` "": nobody, for nothing was in doubt. ``content``: as the trail tells it.

    ``versions``: oldest first; what stood there before each, its reviews tell.
    """

    accepted_by: str
    accepted_at: datetime
    content: str
    schema: str
    program: str
    scans: tuple[Scan, ...]
    versions: tuple[Version, ...] = ()


def provenance(record: Filed, *, dossiers: DossierStore, reviews: ReviewStore) -> Provenance:
    """Raises NotFound, Erased."""
    told = reviews.of_document(record.id)
    said = [it for it in told if it.verdict is Verdict.ACCEPTED]
    return Provenance(
        accepted_by=said[-1].reviewer if said else "",
        accepted_at=record.accepted_at,
        content=record.content,
        schema=record.edition,
        program=record.made_by,
        scans=scans_of(record, dossiers.get(record.dossier_id)),
        versions=tuple(version_of(it) for it in told),
    )


def version_of(review: Review) -> Version:
    changed = (it.field for it in review.answers if differs(it))
    return Version(review.at, review.reviewer, review.verdict, tuple(changed))


def differs(said: Answer) -> bool:
    """Whether something else stood there; where nobody kept that, it did."""
    return said.before is None or said.before.value != said.value


def scans_of(record: Filed, dossier: Dossier) -> tuple[Scan, ...]:
    """The files that its pages lie in, also those of the batch that it was a part of."""
    pages = set(record.document.pages)
    named = {page.scan for page in dossier.pages if page.number in pages}
    return tuple(scan for scan in (*dossier.sources, *dossier.scans) if scan.id in named)
