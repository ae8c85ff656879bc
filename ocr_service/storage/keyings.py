"""What storage promises of blind double keying."""

from collections.abc import Sequence
from typing import Protocol

from ocr_service.domain.desk import Kind
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.keying import Keying
from ocr_service.domain.review import Review


class KeyingStore(Protocol):
    def of_document(self, document_id: str) -> tuple[Keying, ...]:
        """Oldest first."""
        ...

    def add(
        self, keyings: Sequence[Keying], after: Dossier, kind: Kind, review: Review | None = None
    ) -> None:
        """Keeps what one person keyed of one document, in place of what they keyed before.

        ``kind`` is what the document waits for now. ``review`` is what came of fields that two
        people have keyed now; it is kept as ReviewStore.add keeps it. Raises as that does.
        """
        ...
