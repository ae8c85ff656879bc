"""Documents as whoever asks may see them: what two people are to key is shown to neither."""

from collections.abc import Iterable
from dataclasses import replace

from ocr_service.actions.keying import to_key
from ocr_service.domain.access import ActorKind
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.review import Review
from ocr_service.understanding.blind import masked
from ocr_service.web.access import caller, services


def hidden(document: Document) -> frozenset[str]:
    """The fields whose values are not shown. Programs see all, for they key nothing."""
    if caller().kind is not ActorKind.ACCOUNT:
        return frozenset()
    parts = services()
    left = to_key(document, keyings=parts.keyings, catalogue=parts.catalogue)
    return frozenset(one.spec.name for one in left)


def as_seen(document: Document) -> Document:
    return masked(document, hidden(document))


def dossier_as_seen(dossier: Dossier) -> Dossier:
    """What was read of a page tells what is hidden, too."""
    names = {document.id: hidden(document) for document in dossier.documents}
    untold = {page for it in dossier.documents if names[it.id] for page in it.pages}
    return replace(
        dossier,
        documents=tuple(masked(it, names[it.id]) for it in dossier.documents),
        pages=tuple(replace(it, lines=()) if it.number in untold else it for it in dossier.pages),
    )


def reviews_as_seen(reviews: Iterable[Review], document: Document) -> list[Review]:
    names = hidden(document)
    return [
        replace(said, answers=tuple(it for it in said.answers if it.field not in names))
        for said in reviews
    ]
