"""Documents as whoever asks may see them: what two people are to key is shown to neither."""

from dataclasses import replace

from ocr_service.actions.keying import to_key
from ocr_service.domain.access import ActorKind
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.understanding.blind import masked
from ocr_service.web.access import caller, services


def as_seen(document: Document) -> Document:
    """Programs key nothing: they see all."""
    if caller().kind is not ActorKind.ACCOUNT:
        return document
    parts = services()
    left = to_key(document, keyings=parts.keyings, catalogue=parts.catalogue)
    return masked(document, [one.spec.name for one in left])


def dossier_as_seen(dossier: Dossier) -> Dossier:
    return replace(dossier, documents=tuple(map(as_seen, dossier.documents)))
