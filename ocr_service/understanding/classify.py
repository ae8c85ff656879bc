"""Groups consecutive pages into documents, by the clues of each document type."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocr_service.domain.page import Page
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together; no type where no schema knows the paper."""

    document_type: DocumentType | None
    pages: tuple[Page, ...]
    confidence: float


def classify(pages: Iterable[Page], _catalogue: Catalogue) -> Iterator[Group]:
    """One group after another, in the order of the pages."""
    held = tuple(pages)
    if held:
        yield Group(None, held, 0.0)
