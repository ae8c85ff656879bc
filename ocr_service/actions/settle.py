"""What a dossier is, once all its pages are read; found out twice, it is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from ocr_service.domain.arranged import NOT_TURNED, Arranged, arrange
from ocr_service.domain.arranging import Place, standing
from ocr_service.domain.batch import Part, arranged, of_one_pile
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier, Status
from ocr_service.domain.ids import derived_id
from ocr_service.domain.numbering import places
from ocr_service.domain.page import Page
from ocr_service.domain.review import PAGES_CHANGED, Review


@dataclass(frozen=True)
class Understood:
    """``missing``: document types still to be handed in; ``complete`` False: nobody could say.

    ``dossier_code`` as papers tell it; ``procedure_code`` as given, or else as papers tell it.
    """

    documents: Sequence[Document]
    missing: Sequence[str] = ()
    complete: bool = True
    dossier_code: str = ""
    procedure_code: str = ""


class Understand(Protocol):
    """The mind: what papers the pages of a dossier are, and which ones it lacks."""

    def __call__(
        self, pages: Sequence[Page], procedure_code: str, received_at: datetime
    ) -> Understood: ...


class AsReviewed(Protocol):
    """The dossier with what people said of its documents when they were read before."""

    def __call__(self, dossier: Dossier, reviews: Sequence[Review]) -> Dossier: ...


def settled_from(
    dossier: Dossier,
    reviews: Sequence[Review],
    *,
    understand: Understand,
    as_reviewed: AsReviewed,
) -> tuple[Dossier, tuple[Part, ...]]:
    """The unsettled dossier as it is from now on, and the parts that become others."""
    own, parts = arranged(dossier)
    laid = arrange(own.pages, standing(dossier.acts).done)
    pages = of_one_pile(dossier, as_stood_for(laid))
    understood = understand(pages, own.procedure_code, dossier.received_at)
    documents = with_ids(understood.documents, dossier, laid)
    doubts = [doubt for doubt in own.doubts if doubt.code != NOT_TURNED]
    settled = replace(
        dossier,
        dossier_code=own.dossier_code or understood.dossier_code,
        procedure_code=own.procedure_code or understood.procedure_code,
        pages=laid.pages,
        documents=tuple(looked_at_again(it, dossier, laid) for it in documents),
        missing=tuple(understood.missing),
        doubts=(*doubts, *laid.doubts),
    )
    settled = as_reviewed(settled, reviews)
    return replace(settled, status=outcome(settled, understood.complete)), parts


def outcome(settled: Dossier, complete: bool) -> Status:
    """``complete`` False: nobody can say whether it is."""
    earned = settled.outcome
    unsure = earned is Status.ACCEPTED and not complete
    return Status.NEEDS_REVIEW if unsure else earned


def as_stood_for(laid: Arranged) -> tuple[Page, ...]:
    """A page sent later goes on with the paper of the one that it stands for."""
    files = {new[0]: old[0] for new, old in laid.stand_for.items()}
    return tuple(replace(page, scan=files.get(page.scan, page.scan)) for page in laid.pages)


def with_ids(
    documents: Sequence[Document], dossier: Dossier, laid: Arranged
) -> tuple[Document, ...]:
    """A document keeps its id as long as it begins on the same page, or has the same pages."""
    where = places(laid.pages)
    known = {pages: id_ for id_, pages in dossier.formerly.items()} if dossier.acts else {}

    def id_of(document: Document) -> str:
        its = places_of(document, where)
        if frozenset(its) in known:
            return known[frozenset(its)]
        return derived_id(dossier.id, "/".join(map(str, laid.first_of(its[0]))))

    return tuple(replace(document, id=id_of(document)) for document in documents)


def looked_at_again(document: Document, dossier: Dossier, laid: Arranged) -> Document:
    """Of a dossier that was accepted and changed all the same, what is not as it was accepted."""
    acts = dossier.acts
    last = max((at for at, it in enumerate(acts) if it.accepted), default=None)
    if last is None or document.status is not DocumentStatus.ACCEPTED:
        return document
    its = frozenset(places_of(document, places(laid.pages)))
    lay, lies = standing(acts[:last]).rotations, standing(acts).rotations
    turned = {page for page in {**lay, **lies} if lay.get(page) != lies.get(page)}
    accepted = {frozenset(pages) for pages in acts[last].accepted}
    if its in accepted and not its & turned:
        return document
    return document.with_doubts([PAGES_CHANGED])


def places_of(document: Document, where: Mapping[int, Place]) -> tuple[Place, ...]:
    return tuple(where[number] for number in document.pages)
