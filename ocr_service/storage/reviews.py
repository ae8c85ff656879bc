"""What storage promises of reviews: added, never changed, each with what came of it."""

from typing import Protocol

from ocr_service.domain.dossier import Dossier
from ocr_service.domain.review import Review


class ReviewStore(Protocol):
    def add(self, review: Review, after: Dossier) -> None:
        """Keeps the review, its document as it stands in ``after``, and the dossier's status.

        Raises Conflict when the dossier has changed since it was ``after.version``, Leased while
        another person looks at the document, NotFound.
        """
        ...

    def of_document(self, document_id: str) -> tuple[Review, ...]:
        """Oldest first."""
        ...

    def of_dossier(self, dossier_id: str) -> tuple[Review, ...]:
        """Of all its documents, also of those that a later reading has no longer; oldest first."""
        ...
