"""Says what is in doubt: the only maker of doubts, after reading and after each correction."""

from collections.abc import Sequence

from ocr_service.domain.dossier import Document
from ocr_service.domain.record import Record
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType


def check(record: Record, _document_type: DocumentType | None) -> Record:
    """The record with all doubts about it, old ones replaced."""
    return record


def cross_check(documents: Sequence[Document], _catalogue: Catalogue) -> tuple[Document, ...]:
    """The documents of one dossier, with doubts where they disagree with each other."""
    return tuple(documents)


def settle(document: Document, _document_type: DocumentType | None) -> Document:
    """The document with the status it has earned."""
    return document
