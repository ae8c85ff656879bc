"""A person corrects what a dossier is called, what it is for, or whose it is to decide on.

Nothing of it is read again.
"""

from dataclasses import dataclass, replace

from ocr_service.actions.review import with_missing
from ocr_service.actions.settle import outcome
from ocr_service.domain.dossier import Dossier, Status, competent_beside
from ocr_service.domain.errors import Conflict, Stale
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage import DossierStore
from ocr_service.storage.codes import CodeStore

JUDGED = (Status.NEEDS_REVIEW, Status.ACCEPTED)  # one that failed or was rejected stays so


@dataclass(frozen=True, slots=True)
class Codes:
    """None for one that stays."""

    dossier_code: str | None = None
    procedure_code: str | None = None
    competent_agency_code: str | None = None


def correct(
    dossier_id: str,
    codes: Codes,
    seen_as: int,
    *,
    dossiers: DossierStore,
    store: CodeStore,
    catalogue: Catalogue,
) -> Dossier:
    """The dossier afterwards; told twice, it is done once.

    Raises NotFound, Stale, Conflict while it is read.
    """
    before = dossiers.outline(dossier_id)
    after = corrected(before, codes, catalogue)
    if after == before:
        return before
    if before.version != seen_as:
        raise Stale(f"dossier {dossier_id} has changed")
    if not before.status.settled:
        raise Conflict(f"dossier {dossier_id} is being read")
    store.correct(before, after)
    return replace(after, version=before.version + 1)


def corrected(dossier: Dossier, codes: Codes, catalogue: Catalogue) -> Dossier:
    """By another procedure it may lack other papers, and be done or no longer be."""
    if codes.dossier_code not in (None, dossier.dossier_code):
        dossier = replace(dossier, dossier_code=codes.dossier_code, former_codes=former(dossier))
    if codes.competent_agency_code is not None:
        competent = competent_beside(dossier.agency_code, codes.competent_agency_code)
        dossier = replace(dossier, competent_agency_code=competent)
    if codes.procedure_code in (None, dossier.procedure_code):
        return dossier
    after = with_missing(replace(dossier, procedure_code=codes.procedure_code), catalogue)
    if after.status not in JUDGED:
        return after
    return replace(after, status=outcome(after, catalogue.judges(after.procedure_code)))


def former(dossier: Dossier) -> tuple[str, ...]:
    """With the code that is corrected now; each once."""
    told = (*dossier.former_codes, dossier.dossier_code)
    return tuple(dict.fromkeys(filter(None, told)))
